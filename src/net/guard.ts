import { type LookupAddress, type LookupOptions, lookup as lookUp } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { AddressReach } from '../facts/reach.ts'
import { type AddressKind, judgeAddress, judgeHost } from './address.ts'

/** An address that is not asked; `address` is what the host's name was found to be, where it was looked up. */
export class RefusedAddress extends Error {
  readonly host: string
  readonly kind: Exclude<AddressKind, 'public'>
  readonly address: string | undefined

  constructor(host: string, kind: Exclude<AddressKind, 'public'>, address?: string) {
    super(`${host} is not asked: its address is ${kind === 'never' ? 'link-local or metadata' : 'private'}`)
    this.name = 'RefusedAddress'
    this.host = host
    this.kind = kind
    this.address = address
  }
}

/** Stands before connections to servers that a stranger names. */
export interface AddressGuard {
  /** Throws a RefusedAddress for a host that tells by itself that it may not be asked; for each request, redirects among them. */
  readonly expect: (url: URL) => void
  /** Looks a name up for a connection, which then goes to what was judged here; behind a proxy nobody looks up. */
  readonly lookup: LookupFunction
}

export interface AddressGuardOptions {
  readonly reach: AddressReach
  /** A host that may be private in any case; where it is, so may be those that it sends us to. */
  readonly home?: string
  /** How names are looked up. */
  readonly resolve?: typeof lookUp
}

/** Guards connections: metadata and link-local addresses are never asked, private ones and this machine as `reach` says. */
export function createAddressGuard({ reach, home, resolve = lookUp }: AddressGuardOptions): AddressGuard {
  let current = reach
  const judge = (host: string, kind: AddressKind, address?: string) => {
    if (host === home && kind === 'private') current = 'private'
    if (kind === 'public' || (kind === 'private' && current === 'private')) return
    throw new RefusedAddress(host, kind, address)
  }
  return {
    expect(url) {
      const kind = judgeHost(url)
      if (kind !== undefined) judge(url.hostname, kind)
    },
    lookup(host, options, callback) {
      const wanted: LookupOptions = { ...options, all: true }
      resolve(host, wanted, (error, found) => {
        const addresses = found as unknown as readonly LookupAddress[]
        const refused =
          error ??
          catchRefusal(() => {
            for (const { address } of addresses) judge(host, judgeAddress(address), address)
          })
        const [first] = addresses ?? []
        if (refused !== undefined || first === undefined) callback(refused ?? noAddress(host), '')
        else if (options.all) callback(null, [...addresses])
        else callback(null, first.address, first.family)
      })
    },
  }
}

function catchRefusal(work: () => void): RefusedAddress | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof RefusedAddress) return error
    throw error
  }
}

const noAddress = (host: string) => Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' })

/** The refusal behind an error of the network; undefined for every other error. */
export function findRefusedAddress(error: unknown, depth = 0): RefusedAddress | undefined {
  if (error instanceof RefusedAddress) return error
  if (!(error instanceof Error) || depth === 5) return undefined
  const parts = error instanceof AggregateError ? error.errors : []
  return [error.cause, ...parts]
    .map((part) => findRefusedAddress(part, depth + 1))
    .find((found) => found !== undefined)
}

/** Why an address is not asked, as a part of a sentence, and what to do. */
export function explainRefusedAddress({ host, kind, address }: RefusedAddress): {
  readonly why: string
  readonly hint: string
} {
  const what = kind === 'never' ? 'a link-local address or one of cloud metadata' : 'a private address'
  const why =
    address === undefined || address === host ? `${host} is ${what}` : `${host} is ${address}, ${what}`
  return { why, hint: kind === 'never' ? NEVER_HINT : PRIVATE_HINT }
}

const NEVER_HINT = 'Nothing is ever fetched from there: host the file where everybody can download it.'
const PRIVATE_HINT =
  'Hospitals could not reach it: host it where everybody can. If whoever opens pull requests may reach this network, set the input `allow-private-addresses: true`.'
