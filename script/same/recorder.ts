import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'

/** One request, and the status it got. */
export interface Exchange {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly status: number
}

export interface Recorder extends AsyncDisposable {
  readonly url: string
  /** What came since it was asked last. */
  take(): readonly Exchange[]
}

/** Listens on a port of 127.0.0.1, passes every request on to the server at `url` as it is, and writes it down. */
export async function startRecorder(port: number, url: string): Promise<Recorder> {
  const exchanges: Exchange[] = []
  const server = createServer((incoming, outgoing) => {
    passOn(new URL(url), incoming, outgoing)
      .then((exchange) => exchanges.push(exchange))
      .catch(() => outgoing.destroy())
  })
  server.listen(port, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    take: () => exchanges.splice(0),
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function passOn(to: URL, incoming: IncomingMessage, outgoing: ServerResponse): Promise<Exchange> {
  const { method = 'GET', url: target = '/', headers } = incoming
  const body = await buffer(incoming)
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ host: to.hostname, port: to.port, method, path: target, headers }, resolve)
      .on('error', reject)
      .end(body)
  })
  const status = answer.statusCode ?? 0
  outgoing.writeHead(status, answer.headers)
  await pipeline(answer, outgoing)
  return { method, target, headers, body, status }
}
