import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { DevServerOptions } from '../../../dev-server/options.ts'
import { startDevServer } from '../../../dev-server/server.ts'
import type { Era } from '../../../src/medperf/era.ts'
import { assumeRules } from '../../../src/medperf/rules.ts'
import { type ApplyOptions, applySubmission, type Submitted } from '../../../src/register/apply.ts'
import { type Client, type ClientOptions, connectServer } from '../../../src/server/client.ts'
import { toyBenchmark, toyEvidence } from '../../medperf/toy.ts'

type Json = Readonly<Record<string, unknown>>

/** A development server in the state of a fresh one, and ways to it. */
export interface Live extends AsyncDisposable {
  readonly url: string
  readonly era: Era
  /** Back to the fresh state: nothing registered, all users known. */
  reset(): Promise<void>
  token(user: string): Promise<string>
  /** A client of one user, directly or by another address of the same server. */
  client(user: string, options?: Partial<ClientOptions>): Promise<Client>
  /** Any request as any user. */
  send(
    user: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly json: Json }>
  /** Everything registered, without times. */
  state(): Promise<unknown>
}

const USERS = ['admin', 'testadmin', 'testbo', 'testbo2', 'testmo', 'testdo', 'testdo2']

const users = USERS.map((username, index) => ({
  id: index + 1,
  username,
  email: username === 'admin' ? '' : `${username}@example.com`,
  superuser: username === 'admin' || username === 'testadmin',
}))

const AUTHORITY = {
  id: 1,
  name: 'Toy CA',
  owner: 1,
  state: 'OPERATION',
  container_config: { container_type: 'DockerImage', image: 'registry.example.org/toy/ca:1.0.0', tasks: {} },
  parameters_config: null,
  image_hash: `sha256:${'c'.repeat(64)}`,
  additional_files_tarball_url: '',
  additional_files_tarball_hash: '',
  is_valid: true,
  metadata: {},
  user_metadata: {},
}

const setup = (era: Era) => ({
  users,
  ...(era === 'mlcube' ? {} : { autoApproveBenchmarksFrom: ['testbo@example.com'], mlcubes: [AUTHORITY] }),
})

const TIMES = new Set(['created_at', 'modified_at', 'approved_at'])
const withoutTimes = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([key]) => !TIMES.has(key)))
    : value

/** `more` makes it a server between two eras, or one that demands what nobody knows. */
export async function startLive(era: Era, more: Partial<DevServerOptions> = {}): Promise<Live> {
  const server = await startDevServer({ era, port: 0, resetPath: '/reset', ...more })
  const tokens = new Map<string, Promise<string>>()
  const token = (user: string): Promise<string> => {
    const known = tokens.get(user) ?? server.token(user)
    tokens.set(user, known)
    return known
  }
  const send: Live['send'] = async (user, method, path, body) => {
    const response = await fetch(`${server.url}/api/v0/${path}`, {
      method,
      headers: { authorization: `Bearer ${await token(user)}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, json: text.startsWith('{') ? (JSON.parse(text) as Json) : {} }
  }
  const reset = async () => {
    const response = await fetch(`${server.url}/reset`, { method: 'POST', body: JSON.stringify(setup(era)) })
    if (!response.ok) throw new Error(await response.text())
  }
  await reset()
  return {
    url: server.url,
    era,
    reset,
    token,
    send,
    client: async (user, options = {}) =>
      connectServer({
        server: server.url,
        token: await token(user),
        sleep: async () => undefined,
        ...options,
      }),
    async state() {
      const paths = assumeRules(era).models
        ? ['mlcubes', 'models', 'assets', 'benchmarks']
        : ['mlcubes', 'benchmarks']
      const lists = await Promise.all(paths.map((path) => send('testadmin', 'GET', `${path}/?limit=1000`)))
      const byId = lists.map(({ json }) =>
        (json['results'] as { readonly id: number }[]).toSorted((a, b) => a.id - b.id),
      )
      return JSON.parse(JSON.stringify(byId, withoutTimes)) as unknown
    },
    [Symbol.asyncDispose]: () => server.close(),
  }
}

/** A server for the tests of a block, fresh before each of them. */
export function serve(era: Era): () => Live {
  let live: Live | undefined
  const running = (): Live => {
    if (live === undefined) throw new Error('the server is not running')
    return live
  }
  beforeAll(async () => {
    live = await startLive(era)
  })
  afterAll(() => running()[Symbol.asyncDispose]())
  beforeEach(() => running().reset())
  return running
}

/** Another image of the evaluator. */
export const NEW_EVALUATOR = {
  evaluator: { image: { digest: `sha256:${'9'.repeat(64)}`, imageId: `sha256:${'8'.repeat(64)}` } },
}

/** Applies the toy benchmark as a user. */
export async function applyAs(
  live: Live,
  user: string,
  options: Partial<ApplyOptions> = {},
): Promise<Submitted> {
  const toy = { benchmark: toyBenchmark(live.era), evidence: toyEvidence(live.era) }
  await using client = await live.client(user)
  return await applySubmission({ client, ...toy, ...options })
}
