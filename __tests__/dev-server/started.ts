import type { DevServer, DevServerOptions } from '../../dev-server/options.ts'
import { startDevServer } from '../../dev-server/server.ts'

/** A server on a free port, which ends with the test. */
export async function started(
  options: DevServerOptions,
): Promise<AsyncDisposable & { readonly server: DevServer }> {
  const server = await startDevServer({ ...options, port: 0 })
  return { server, [Symbol.asyncDispose]: () => server.close() }
}
