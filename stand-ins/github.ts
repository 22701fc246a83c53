import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeServer } from './close-server.ts'
import { type ArtifactStore, artifactRoutes, createArtifactStore, runtimeToken } from './github/artifacts.ts'
import { type Fault, findFault } from './github/faults.ts'
import type { Answer, Request, Route } from './github/http.ts'
import { notFound } from './github/http.ts'
import type { Release } from './github/releases.ts'
import { githubRoutes } from './github/routes.ts'
import {
  type CheckRun,
  type Comment,
  type Content,
  createWorld,
  type Pull,
  type WorldOptions,
} from './github/world.ts'

export interface FakeGitHubOptions extends WorldOptions {
  /** Where it listens; a free port by default. */
  readonly port?: number
  /** Bytes on the wire wait this many milliseconds. */
  readonly latency?: number
  /** Answers that come instead of the true ones; the first that fits is used up first. */
  readonly faults?: readonly Fault[]
}

/** One request as it came and the status it got; `body` is parsed where it is JSON. */
export interface RecordedRequest extends Request {
  readonly status: number
}

export interface FakeGitHub extends AsyncDisposable {
  /** Base of the REST API; GraphQL is at `/graphql` below it. */
  readonly url: string
  /** The token that is accepted; every other one is refused with 401. */
  readonly token: string
  readonly comments: readonly Comment[]
  readonly checks: readonly CheckRun[]
  /** The pull requests that are there by now. */
  readonly pulls: readonly Pull[]
  /** What was written through the API of contents, by `branch:path`. */
  readonly contents: ReadonlyMap<string, Content>
  readonly releases: readonly Release[]
  readonly artifacts: ArtifactStore['artifacts']
  readonly requests: readonly RecordedRequest[]
  /** What a runner sets so that actions find this server. */
  readonly environment: Readonly<Record<string, string>>
  /** What a runner sets besides where artifacts can be uploaded. */
  readonly runtimeEnvironment: Readonly<Record<string, string>>
  /** The same for one of several runs: artifacts of different runs may have one name. */
  runtimeFor(run: number): Readonly<Record<string, string>>
  close(): Promise<void>
}

/** Starts a GitHub on 127.0.0.1: it keeps what it is told, answers like the real one, and records all. */
export async function startFakeGitHub(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
  const world = createWorld(options)
  const store = createArtifactStore()
  const faults = (options.faults ?? []).map((fault) => ({ ...fault, left: fault.times ?? 1 }))
  const requests: RecordedRequest[] = []

  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing)
  })

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse) {
    const request = await readRequest(incoming, url)
    if (options.latency !== undefined) await sleep(options.latency)
    const fault = findFault(faults, request)
    const answer = fault ?? answerTo(request, [...artifactRoutes(store, url), ...githubRoutes(world, url)])
    requests.push({ ...request, status: answer === 'cut' ? 0 : answer.status })
    if (answer === 'cut') outgoing.destroy()
    else send(outgoing, answer)
  }

  server.listen(options.port ?? 0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const runtimeFor = (run: number) => ({
    ACTIONS_RESULTS_URL: `${url}/`,
    ACTIONS_RUNTIME_TOKEN: runtimeToken(run),
  })
  const close = () => closeServer(server)
  return {
    url,
    token: world.token,
    comments: world.comments,
    checks: world.checks,
    pulls: world.pulls,
    contents: world.contents,
    releases: world.releases,
    artifacts: store.artifacts,
    requests,
    environment: { GITHUB_API_URL: url, GITHUB_GRAPHQL_URL: `${url}/graphql` },
    runtimeEnvironment: runtimeFor(1),
    runtimeFor,
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function readRequest(incoming: IncomingMessage, base: string): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const { pathname, searchParams } = new URL(incoming.url ?? '/', base)
  return {
    method: incoming.method ?? 'GET',
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: incoming.headers,
    body: parseBody(incoming.headers['content-type'], bytes),
    bytes,
  }
}

function parseBody(type: string | undefined, bytes: Buffer): Record<string, unknown> {
  if (bytes.length === 0 || !type?.includes('json')) return {}
  return JSON.parse(bytes.toString('utf8'))
}

function answerTo(request: Request, routes: readonly Route[]): Answer {
  for (const { method, path, answer } of routes) {
    const match = method === request.method ? path.exec(request.path) : null
    if (match !== null) return answer(request, match.slice(1).map(decodeURIComponent))
  }
  return notFound()
}

function send(outgoing: ServerResponse, { status, headers, body }: Answer) {
  if (Buffer.isBuffer(body)) {
    outgoing.writeHead(status, { 'content-type': 'application/octet-stream', ...headers }).end(body)
    return
  }
  const isText = typeof body === 'string'
  outgoing.writeHead(status, {
    'content-type': isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'x-github-request-id': 'FAKE:0001',
    ...headers,
  })
  outgoing.end(body === undefined ? '' : isText ? body : JSON.stringify(body))
}
