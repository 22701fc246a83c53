import { endpointsOf } from './api/all.ts'
import { entitiesOf } from './entities/all.ts'
import { type RulesOptions, rulesOf } from './features.ts'
import { dispatch } from './http/dispatch.ts'
import { makeRoutes } from './http/routes.ts'
import { written } from './http/written.ts'
import { type Filling, fillRows } from './seed/fill-rows.ts'
import { openDatabase } from './store/database.ts'
import { openStore } from './store/store.ts'

/** A request to a server in memory. */
export interface MemoryRequest {
  readonly method: string
  /** Path and query from the root: `/api/v0/mlcubes/?limit=1`. */
  readonly target: string
  /** The id of who signed in; nobody without it. */
  readonly user?: number
  /** JSON. */
  readonly body?: string
}

/** What it is answered with. */
export interface MemoryAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** A server that listens nowhere, keeps nothing on the disk and is asked by a function call. */
export interface MemoryServer extends Disposable {
  /** Adds rows as a server of the era answers them; a row replaces the one with its id. Throws for what no server can hold. */
  fill(rows: Filling): void
  /** Rejects where the user is not there. */
  answer(request: MemoryRequest): Promise<MemoryAnswer>
}

/** What such a server is. */
export interface MemoryOptions extends RulesOptions {
  /** Scheme and host in the links of lists. */
  readonly origin?: string
  /** E-mail addresses whose benchmarks are approved at once; nobody's unless said. */
  readonly autoApprove?: readonly string[]
}

/** Opens a server in memory with no row at all, not even the people that a fresh one has. Throws as `rulesOf` does. */
export async function openMemoryServer(options: MemoryOptions): Promise<MemoryServer> {
  const rules = rulesOf(options)
  const database = await openDatabase(undefined)
  // Not every row that a row names can be seen from outside.
  database.script('PRAGMA foreign_keys = OFF')
  const store = openStore(database, entitiesOf(rules))
  const home = { rules, store, settings: { autoApproveFrom: options.autoApprove ?? [] } }
  const routes = makeRoutes(endpointsOf(rules))
  const { protocol, host } = new URL(options.origin ?? 'http://localhost')
  const headers = {
    host,
    'x-forwarded-proto': protocol.slice(0, -1),
    accept: 'application/json',
    'content-type': 'application/json',
  }
  return {
    fill: (rows) => database.transaction(() => fillRows(store, rows)),
    answer: async ({ method, target, user, body = '' }) => {
      const person = user === undefined ? null : store.find('users', BigInt(user))
      if (user !== undefined && !person) throw new Error(`the server in memory has no user ${user}`)
      const incoming = { method, target, headers, body: Buffer.from(body), local: true }
      return written(dispatch({ home, routes, authenticate: () => person }, incoming))
    },
    [Symbol.dispose]: () => database.close(),
  }
}
