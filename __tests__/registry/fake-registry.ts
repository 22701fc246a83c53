import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ExpectedError } from '../../src/facts/error.ts'

export interface FakeReply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Text as it is; all else as JSON. */
  readonly body?: unknown
}

export interface FakeRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
}

export interface FakeRegistry extends AsyncDisposable {
  readonly host: string
  readonly requests: readonly FakeRequest[]
}

/** A server that answers as a test wants; undefined cuts the connection. Requests of TLS are no requests. */
export async function startFakeRegistry(
  answer: (request: FakeRequest, count: number) => FakeReply | undefined,
): Promise<FakeRegistry> {
  const requests: FakeRequest[] = []
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming
    const request = { method, url, headers }
    requests.push(request)
    const reply = answer(request, requests.length)
    if (reply === undefined) {
      outgoing.destroy()
      return
    }
    const { body = '' } = reply
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    outgoing.writeHead(reply.status ?? 200, { 'content-length': Buffer.byteLength(text), ...reply.headers })
    outgoing.end(method === 'HEAD' ? '' : text)
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`

/** Documents of a repository: by tag, and by the digest that each has. */
export function served(documents: Readonly<Record<string, unknown>>) {
  return ({ url }: FakeRequest): FakeReply => {
    const name = /\/manifests\/([^/?]+)$/.exec(url)?.[1] ?? ''
    for (const [tag, document] of Object.entries(documents)) {
      const text = JSON.stringify(document)
      const digest = sha256(text)
      if (name !== tag && name !== digest) continue
      const type = (document as { mediaType?: string }).mediaType ?? 'application/json'
      return { headers: { 'docker-content-digest': digest, 'content-type': type }, body: text }
    }
    return { status: 404, body: { errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] } }
  }
}

export const DOCKER = 'application/vnd.docker.distribution.manifest.v2+json'
/** The config digest of `image`. */
export const CONFIG = `sha256:${'c'.repeat(64)}`

/** The manifest of an image of 1,110 bytes. */
export const image = (mediaType = DOCKER, digest = CONFIG) => ({
  schemaVersion: 2,
  mediaType,
  config: { digest, size: 10, mediaType: 'application/vnd.docker.container.image.v1+json' },
  layers: [
    { digest: `sha256:${'1'.repeat(64)}`, size: 100 },
    { digest: `sha256:${'2'.repeat(64)}`, size: 1_000 },
  ],
})

/** The error that some work ends in, which has to be one of ours. */
export async function errorOf(work: Promise<unknown>): Promise<ExpectedError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  )
  if (error instanceof ExpectedError) return error
  throw error
}
