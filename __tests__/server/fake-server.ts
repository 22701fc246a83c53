import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** A request as a fake server saw it. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Reply {
  readonly status?: number
  readonly json?: unknown
  /** Instead of `json`. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Cut the connection instead of answering; with `text`, in the middle of it. */
  readonly cut?: true
  /** Never answer. */
  readonly hang?: true
}

export interface FakeServer extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly seen: readonly Seen[]
}

const TLS = new URL('../fixtures/tls/', import.meta.url)
const file = (name: string): string => readFileSync(new URL(name, TLS), 'utf8')

/** The certificate of the TLS servers, which is its own authority. */
export const CERTIFICATE = file('server.pem')

/** A server on loopback that answers what `reply` says. */
export async function fakeServer(
  reply: (request: Seen, index: number) => Reply,
  options: { readonly tls?: boolean } = {},
): Promise<FakeServer> {
  const seen: Seen[] = []
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url: path = '', headers } = request
    const entry = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') }
    const answer = reply(entry, seen.push(entry) - 1)
    if (answer.hang === true) return
    const text = answer.text ?? JSON.stringify(answer.json ?? null)
    const type = answer.text === undefined ? 'application/json' : 'text/html'
    if (answer.cut === true) {
      if (answer.text !== undefined) {
        response.writeHead(answer.status ?? 200, {
          'content-type': 'application/json',
          'content-length': '9999',
        })
        response.write(answer.text)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      request.socket.destroy()
      return
    }
    response.writeHead(answer.status ?? 200, { 'content-type': type, ...answer.headers })
    response.end(text)
  }
  const server: Server = options.tls
    ? createTlsServer({ key: file('server.key'), cert: CERTIFICATE }, listener)
    : createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
