import { getCACertificates } from 'node:tls'
import type { Agent, buildConnector, Dispatcher, EnvHttpProxyAgent } from 'undici'
import { known } from '../facts/known.ts'
import { isLoopback } from '../words/loopback.ts'
import type { AddressGuard } from './guard.ts'
import { DeadProxy, isInNoProxyNetwork, type NamedProxy, readProxies, WrongProxy } from './named-proxy.ts'

/** Milliseconds until a connection must stand. */
const CONNECT = 15_000

export interface DispatcherOptions {
  /** An authority (PEM) that is trusted beside the usual ones. */
  readonly ca?: string
  /** Judges the addresses of names that are looked up here: of all but a proxy's. */
  readonly guard?: Pick<AddressGuard, 'lookup'>
  /** Whether each connection is for one request, so that none is open when nothing more comes. */
  readonly isShort?: boolean
}

/**
 * Connections for small answers, to any server: HTTPS_PROXY, HTTP_PROXY and NO_PROXY are honoured, but for this machine,
 * which no proxy could reach. Whoever makes it closes it.
 */
export function createDispatcher({ ca, guard, isShort }: DispatcherOptions = {}): Promise<Dispatcher> {
  const tls = known({ ca: ca === undefined ? undefined : [...getCACertificates('default'), ca] })
  const connect = known({ ...tls, timeout: CONNECT, lookup: guard?.lookup })
  const options = known({
    connect,
    // An idle connection must not hold the process open, nor be reused just when the server closes it.
    keepAliveTimeout: 2_000,
    keepAliveMaxTimeout: 10_000,
    pipelining: isShort === true ? 0 : undefined,
  })
  return createRouter(options, { requestTls: connect }, isLoopback)
}

/** Of a large file's server, unless it may not even be silent for so long. */
const FILE_CONNECT = 30_000

/**
 * Connections for one large file, by way of the proxies that the environment names, whatever the machine; the server may be
 * silent for `stall` milliseconds. What names are looked up to be is judged. Whoever makes it closes it.
 */
export function createFileDispatcher(
  stall: number,
  { lookup }: Pick<AddressGuard, 'lookup'>,
): Promise<Dispatcher> {
  const options = {
    // For what goes by no proxy; the proxy itself is the runner's to name.
    connect: { lookup },
    allowH2: false, // slower for one large file
    connectTimeout: Math.min(FILE_CONNECT, stall),
    headersTimeout: stall,
    bodyTimeout: stall,
  }
  return createRouter(options, {}, () => false)
}

/** Connections that go by the proxy of each server, and to those of `isNear` without one. */
async function createRouter(
  options: Agent.Options,
  ofProxies: Pick<EnvHttpProxyAgent.Options, 'requestTls'>,
  isNear: (url: URL) => boolean,
): Promise<Dispatcher> {
  const undici = await import('undici')
  const { env } = process
  const proxies = readProxies(env)
  return new undici.Agent({
    ...options,
    factory(origin, direct) {
      const url = new URL(origin)
      const proxy = url.protocol === 'http:' ? proxies.http : proxies.https
      const isDirect = proxy === undefined || isNear(url) || isInNoProxyNetwork(url, env)
      return isDirect
        ? new undici.Pool(origin, direct)
        : openProxy(undici, proxy, { ...options, ...ofProxies })
    },
  })
}

/** The proxy by way of which everything that is encrypted goes, or why there is none where one is wanted; undefined without one. */
export function findProxy(): { readonly variable: string; readonly wrong?: WrongProxy } | undefined {
  const { https } = readProxies(process.env)
  if (https === undefined) return undefined
  const { variable, address } = https
  return 'url' in address ? { variable } : { variable, wrong: new WrongProxy(variable, address) }
}

/** Where the address is none, the words for that are what a connection fails with, unless NO_PROXY spares it. */
const NOWHERE = new URL('http://proxy.invalid')

/** Connections by way of a proxy, or around it where NO_PROXY says so; one that cannot be reached is named. */
function openProxy(
  { EnvHttpProxyAgent: ProxyRouter, Pool }: typeof import('undici'),
  { variable, address }: NamedProxy,
  options: EnvHttpProxyAgent.Options,
): Dispatcher {
  const url = 'url' in address ? address.url : NOWHERE
  const nameFailure =
    (connect: buildConnector.connector): buildConnector.connector =>
    (to, done) => {
      if ('wrong' in address) return done(new WrongProxy(variable, address), null)
      connect(to, (...result) => {
        const [error] = result
        if (error === null) done(...result)
        else done(new DeadProxy(variable, url, error), null)
      })
    }
  const openNamed = (to: string | URL, given: object) => {
    const pool = given as { readonly connect: buildConnector.connector }
    return new Pool(to, { ...pool, connect: nameFailure(pool.connect) })
  }
  return new ProxyRouter({
    ...options,
    httpProxy: url.href,
    httpsProxy: url.href,
    clientFactory: openNamed,
    // The proxy itself is connected to by its whole address, servers by their origins.
    factory: (to, given) => (String(to) === url.href ? openNamed(to, given) : new Pool(to, given)),
  })
}
