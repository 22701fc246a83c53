import { getCACertificates } from 'node:tls'
import type { Dispatcher } from 'undici'
import { isLoopback } from './loopback.ts'

/** Milliseconds until a connection must stand. */
const CONNECT = 15_000

/**
 * The connections of one client: HTTPS_PROXY, HTTP_PROXY and NO_PROXY are honoured, but for this machine, which no proxy
 * could reach; `ca` (PEM) is trusted beside the usual authorities. Whoever makes it closes it.
 */
export async function createDispatcher(origin: string, ca?: string): Promise<Dispatcher> {
  const { Agent, EnvHttpProxyAgent } = await import('undici')
  const tls = ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] }
  const connect = { ...tls, timeout: CONNECT }
  // An idle connection must not hold the process open, nor be reused just when the server closes it.
  const options = { connect, keepAliveTimeout: 2_000, keepAliveMaxTimeout: 10_000 }
  if (isLoopback(new URL(origin))) return new Agent(options)
  return new EnvHttpProxyAgent({ ...options, requestTls: { ...tls, timeout: CONNECT } })
}
