import { BlockList, isIP } from 'node:net'
import { known } from '../facts/known.ts'
import { type ProxyAddress, readProxyAddress, type WrongProxyAddress } from './proxy-address.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What a variable of the environment says about a proxy. */
export interface NamedProxy {
  readonly variable: string
  readonly address: ProxyAddress
}

/** The proxies by way of which servers of both schemes are asked. */
export interface NamedProxies {
  readonly http?: NamedProxy
  readonly https?: NamedProxy
}

/** Small letters come first, also where they are set to nothing; without a proxy for https, that for http is asked. */
export function readProxies(environment: Environment): NamedProxies {
  const http = readProxy(environment, ['http_proxy', 'HTTP_PROXY'])
  return known({ http, https: readProxy(environment, ['https_proxy', 'HTTPS_PROXY']) ?? http })
}

function readProxy(environment: Environment, names: readonly string[]): NamedProxy | undefined {
  const variable = names.find((name) => environment[name] !== undefined)
  if (variable === undefined) return undefined
  const address = readProxyAddress(environment[variable] ?? '')
  return address && { variable, address }
}

const NAMES = ['http_proxy', 'https_proxy', 'ftp_proxy', 'all_proxy']

/**
 * The variables of proxies that programs would read in different ways, as all of them read alike: with a scheme, and empty where
 * there is nothing in them. What is no address stays what it is.
 */
export const tidyProxies = (environment: Environment): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value = '']) => {
      if (!NAMES.includes(name.toLowerCase())) return []
      const tidied = tidyAddress(value)
      return tidied === value ? [] : [[name, tidied]]
    }),
  )

function tidyAddress(text: string): string {
  const written = text.trim()
  const address = readProxyAddress(text)
  if (address === undefined || !('url' in address)) return written
  return /^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : address.url.href
}

/** Whether `NO_PROXY` names a network in which the address of a host lies; nobody looks a name up for that, as curl and Go do not. */
export function isInNoProxyNetwork({ hostname }: URL, environment: Environment): boolean {
  const host = hostname.replace(/^\[(.+)\]$/, '$1')
  const family = FAMILIES[isIP(host)]
  return family !== undefined && readNetworks(environment).check(host, family)
}

const FAMILIES: Readonly<Record<number, 'ipv4' | 'ipv6'>> = { 4: 'ipv4', 6: 'ipv6' }

function readNetworks(environment: Environment): BlockList {
  const networks = new BlockList()
  const entries = (environment['no_proxy'] ?? environment['NO_PROXY'] ?? '').split(/[,\s]/)
  for (const entry of entries) {
    const [, address = '', bits] = /^([\da-f.:]+)\/(\d{1,3})$/i.exec(entry) ?? []
    const family = isIP(address)
    const prefix = Number(bits)
    if (family === 4 && prefix <= 32) networks.addSubnet(address, prefix, 'ipv4')
    if (family === 6 && prefix <= 128) networks.addSubnet(address, prefix, 'ipv6')
  }
  return networks
}

/** A variable does not say where the proxy is by way of which a server was to be asked. */
export class WrongProxy extends Error {
  readonly code: string
  readonly hint: string

  constructor(variable: string, { code, wrong, hint }: WrongProxyAddress) {
    super(`\`${variable}\` of the runner ${wrong}`)
    this.name = 'WrongProxy'
    this.code = code
    this.hint = hint
  }
}

/** A proxy could not be connected to; `cause` is the error of the network. */
export class DeadProxy extends Error {
  readonly variable: string
  /** With its port. */
  readonly host: string

  constructor(variable: string, { hostname, port, protocol }: URL, cause: unknown) {
    const host = `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
    super(`no connection to the proxy ${host}, which \`${variable}\` of the runner names`, { cause })
    this.name = 'DeadProxy'
    this.variable = variable
    this.host = host
  }
}
