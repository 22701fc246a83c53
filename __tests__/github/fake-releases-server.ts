import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Answer, Request } from '../../stand-ins/github/http.ts'

/** Answers before anything is done; `count` says how many requests there were, this one included. */
export type Early = (request: Pick<Request, 'method' | 'path'>, count: number) => Answer | 'cut' | undefined

export interface Handlers {
  readonly before: Early | undefined
  readonly answerTo: (request: Request) => Answer
  /** Takes the body of an upload as it comes. */
  readonly receive: (incoming: IncomingMessage, release: number, name: string) => Promise<Answer | 'cut'>
  readonly download: (tag: string, name: string) => Buffer | undefined
}

/** The HTTP side of the releases of acme/wdbc: API, uploads and downloads, on a free port of 127.0.0.1. */
export function listen({ before, answerTo, receive, download }: Handlers): {
  readonly server: Server
  readonly requests: readonly string[]
} {
  const requests: string[] = []

  async function serve(incoming: IncomingMessage): Promise<Answer | 'cut' | Buffer> {
    const { method = 'GET', headers } = incoming
    const { pathname: path, searchParams } = new URL(incoming.url ?? '/', 'http://x')
    const early = before?.({ method, path }, requests.length + 1)
    if (early !== undefined) return early
    const upload = /^\/uploads\/repos\/acme\/wdbc\/releases\/(\d+)\/assets$/.exec(path)
    if (upload !== null && method === 'POST')
      return receive(incoming, Number(upload[1]), searchParams.get('name') ?? '')
    const asset = /^\/acme\/wdbc\/releases\/download\/([^/]+)\/([^/]+)$/.exec(path)
    if (asset !== null) return download(asset[1] ?? '', asset[2] ?? '') ?? { status: 404, body: 'Not Found' }
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    const body = bytes.length === 0 ? {} : JSON.parse(bytes.toString())
    return answerTo({ method, path, query: Object.fromEntries(searchParams), headers, body, bytes })
  }

  const server = createServer((incoming, outgoing) => {
    const path = (incoming.url ?? '').replace('/repos/acme/wdbc', '')
    serve(incoming).then(
      (answer) => {
        const isBytes = Buffer.isBuffer(answer)
        requests.push(
          `${incoming.method} ${path} ${answer === 'cut' ? 'cut' : isBytes ? 200 : answer.status}`,
        )
        if (answer === 'cut') {
          outgoing.destroy()
        } else if (isBytes) {
          outgoing.writeHead(200, { 'content-type': 'application/octet-stream' }).end(answer)
        } else {
          const isText = typeof answer.body === 'string'
          outgoing.writeHead(answer.status, {
            'content-type': isText ? 'text/html' : 'application/json',
            ...answer.headers,
          })
          outgoing.end(answer.status === 204 ? '' : isText ? answer.body : JSON.stringify(answer.body ?? ''))
        }
      },
      () => outgoing.destroy(),
    )
  })
  server.listen(0, '127.0.0.1')
  return { server, requests }
}
