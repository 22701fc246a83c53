import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { closeServer } from './close-server.ts'

/** How one request for a file goes wrong: a status, or a connection that ends after half of what was promised. */
export type FileFault = number | 'cut at half'

export interface ServedFile {
  readonly content: Uint8Array | string
  readonly type?: string
  /** One for each of the first requests; then the file is served. */
  readonly faults?: readonly FileFault[]
}

export interface FileServer extends AsyncDisposable {
  readonly url: string
  /** Method, path and range of each request. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

/** Serves files by their path on a free port of 127.0.0.1, with ranges and strong ETags; all else is 404. */
export async function startFileServer(files: Readonly<Record<string, ServedFile>>): Promise<FileServer> {
  const requests: string[] = []
  const seen = new Map<string, number>()
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/'
    const { range } = incoming.headers
    requests.push([incoming.method, path, range].filter(Boolean).join(' '))
    const file = files[path]
    const count = seen.get(path) ?? 0
    seen.set(path, count + 1)
    if (file === undefined) outgoing.writeHead(404).end('Not Found')
    else answer(file, file.faults?.[count], incoming, outgoing)
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const close = () => closeServer(server)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, requests, close, [Symbol.asyncDispose]: close }
}

function answer(
  { content, type = 'application/octet-stream' }: ServedFile,
  fault: FileFault | undefined,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  if (typeof fault === 'number') {
    outgoing.writeHead(fault).end()
    return
  }
  const all = Buffer.from(content)
  const etag = `"${createHash('sha256').update(all).digest('hex').slice(0, 16)}"`
  const start = startOf(incoming, etag, all.length)
  const body = all.subarray(start)
  outgoing.writeHead(start > 0 ? 206 : 200, {
    'content-type': type,
    'content-length': body.length,
    'accept-ranges': 'bytes',
    etag,
    ...(start > 0 ? { 'content-range': `bytes ${start}-${all.length - 1}/${all.length}` } : {}),
  })
  if (fault === undefined) outgoing.end(body)
  else outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy())
}

/** Where the wanted range starts; 0 for all, also when the file is no longer the one that was begun. */
function startOf({ headers }: IncomingMessage, etag: string, length: number): number {
  const match = /^bytes=(\d+)-$/.exec(headers.range ?? '')
  const isSame = headers['if-range'] === undefined || headers['if-range'] === etag
  const start = Number(match?.[1] ?? 0)
  return isSame && start < length ? start : 0
}
