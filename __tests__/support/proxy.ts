import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on loopback that stands before another one. */
export interface Proxy extends AsyncDisposable {
  /** `127.0.0.1:40123`. */
  readonly host: string
}

/** Hands all requests on to `host`, but for those that `answer` takes over by giving true. */
export async function startProxy(
  host: string,
  answer: (request: IncomingMessage, response: ServerResponse) => boolean,
): Promise<Proxy> {
  const [hostname, port] = host.split(':')
  const server = createServer((incoming, response) => {
    if (answer(incoming, response)) return
    const { method, url: path, headers } = incoming
    const onward = request({ hostname, port, method, path, headers }, (back) => {
      response.writeHead(back.statusCode ?? 502, back.headers)
      back.pipe(response)
    })
    onward.on('error', () => response.destroy())
    incoming.pipe(onward)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}
