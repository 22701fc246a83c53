import { getCACertificates } from 'node:tls'
import type { Dispatcher } from 'undici'
import { known } from '../facts/known.ts'
import { isLoopback } from '../words/loopback.ts'
import type { AddressGuard } from './guard.ts'

/** Milliseconds until a connection must stand. */
const CONNECT = 15_000

export interface DispatcherOptions {
  /** An authority (PEM) that is trusted beside the usual ones. */
  readonly ca?: string
  /** Judges the addresses of names that are looked up here: of all but a proxy's. */
  readonly guard?: Pick<AddressGuard, 'lookup'>
}

/**
 * Connections for small answers, to any server: HTTPS_PROXY, HTTP_PROXY and NO_PROXY are honoured, but for this machine,
 * which no proxy could reach. Whoever makes it closes it.
 */
export async function createDispatcher({ ca, guard }: DispatcherOptions = {}): Promise<Dispatcher> {
  const { Agent, EnvHttpProxyAgent, Pool } = await import('undici')
  const tls = known({ ca: ca === undefined ? undefined : [...getCACertificates('default'), ca] })
  const connect = known({ ...tls, timeout: CONNECT, lookup: guard?.lookup })
  // An idle connection must not hold the process open, nor be reused just when the server closes it.
  const options = { connect, keepAliveTimeout: 2_000, keepAliveMaxTimeout: 10_000 }
  return new Agent({
    ...options,
    factory: (origin, direct) =>
      isLoopback(new URL(origin))
        ? new Pool(origin, direct)
        : new EnvHttpProxyAgent({ ...options, requestTls: connect }),
  })
}

/** Of a large file's server, unless it may not even be silent for so long. */
const FILE_CONNECT = 30_000

/**
 * Connections for one large file, by way of the proxies that the environment names, whatever the machine; the server may be
 * silent for `stall` milliseconds. What names are looked up to be is judged. Whoever makes it closes it.
 */
export async function createFileDispatcher(
  stall: number,
  { lookup }: Pick<AddressGuard, 'lookup'>,
): Promise<Dispatcher> {
  const { EnvHttpProxyAgent } = await import('undici')
  return new EnvHttpProxyAgent({
    // For what goes by no proxy; the proxy itself is the runner's to name.
    connect: { lookup },
    allowH2: false, // slower for one large file
    connectTimeout: Math.min(FILE_CONNECT, stall),
    headersTimeout: stall,
    bodyTimeout: stall,
  })
}
