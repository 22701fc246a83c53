import * as z from 'zod'
import { known } from '../facts/known.ts'
import { serverOrigin } from '../medperf/address.ts'
import { type BodyKind, checkBody } from '../medperf/bodies.ts'
import type { Collection, Table } from '../medperf/collections.ts'
import type { AssetRow, BenchmarkRow, ContainerRow, Fields, ModelRow, User } from '../medperf/rows.ts'
import type { ServerRules } from '../medperf/rules.ts'
import { createDispatcher } from '../net/dispatcher.ts'
import type { Value } from '../yaml/value.ts'
import { countPrepared } from './data-sets.ts'
import { API, detectRules, expectKnownServer, type Probes } from './detect.ts'
import { expectAnswer, explainAnswer } from './explain.ts'
import { readAll } from './paging.ts'
import {
  createAssetSchema,
  createBenchmarkSchema,
  createContainerSchema,
  createModelSchema,
  ObjectSchema,
  UserSchema,
} from './schemas.ts'
import { checkToken, describeToken } from './sign-in/token.ts'
import { createTransport, type Method, type ServerAnswer, type Transport } from './transport.ts'

/** Whose rows: one's own, or everybody's. Filters differ from era to era and are never relied on (docs/medperf.md 2.9). */
export interface Scope {
  readonly mine?: boolean
}

/** A MedPerf server of any era; every failure is an ExpectedError. */
export interface Client extends AsyncDisposable {
  readonly origin: string
  /** As they were found when the client was opened. */
  readonly rules: ServerRules
  /** Looks again for what the server does. */
  detect(): Promise<ServerRules>
  me(): Promise<User>
  containers(scope?: Scope): Promise<readonly ContainerRow[]>
  /** Empty before the model era. */
  models(scope?: Scope): Promise<readonly ModelRow[]>
  /** Everybody's; empty before the model era. */
  assets(): Promise<readonly AssetRow[]>
  benchmarks(scope?: Scope): Promise<readonly BenchmarkRow[]>
  /** One row under the server's own names; undefined where there is none. */
  row(table: Table, uid: number): Promise<Fields | undefined>
  container(uid: number): Promise<ContainerRow | undefined>
  model(uid: number): Promise<ModelRow | undefined>
  /** How many data sets of anybody were prepared with a container of one's own; undefined for other containers. */
  preparedWith(container: number): Promise<number | undefined>
  /** The uid of the new row. */
  create(collection: Collection, body: Value): Promise<number>
  /** A partial update: only what is to change (docs/medperf.md 2.3). */
  update(table: Table, uid: number, body: Value): Promise<void>
  close(): Promise<void>
}

export interface ClientOptions {
  /** As the user wrote it. */
  readonly server: string
  readonly token: string
  /** PEM of an authority to trust beside the usual ones. */
  readonly ca?: string
  /** Milliseconds for one request. */
  readonly timeout?: number
  /** Ends what is under way. */
  readonly signal?: AbortSignal
  readonly sleep?: (milliseconds: number) => Promise<void>
  readonly now?: () => Date
}

const CREATE: Readonly<Record<Collection, BodyKind>> = {
  mlcubes: 'createContainer',
  models: 'createModel',
  benchmarks: 'createBenchmark',
}
const UPDATE: Readonly<Record<Table, BodyKind>> = {
  assets: 'updateAsset',
  mlcubes: 'updateContainer',
  models: 'updateModel',
  benchmarks: 'updateBenchmark',
}
const Created = z.object({ id: z.int().min(1) })

/** Connects to a server and finds out its rules; whoever connects closes it. */
export async function connectServer(options: ClientOptions): Promise<Client> {
  const now = options.now ?? (() => new Date())
  const token = await checkToken(options.token, now())
  const way = await openWay(options, token)
  const probes = { ...way, send: explained(way.send, token, now) }
  try {
    return createClient({ ...probes, rules: await detectRules(probes), detect: () => detectRules(probes) })
  } catch (error) {
    await way.close()
    throw error
  }
}

/** The origin and rules of a server, found out without credentials. */
export async function detectServer(
  options: Omit<ClientOptions, 'token' | 'now'>,
): Promise<{ readonly origin: string; readonly rules: ServerRules }> {
  const way = await openWay(options)
  try {
    return { origin: way.origin, rules: await detectRules(way) }
  } finally {
    await way.close()
  }
}

interface Way extends Probes {
  readonly origin: string
  readonly close: () => Promise<void>
}

/** Bytes of the longest description that a server gives of itself, and milliseconds for it: less than a look at the server may take. */
const BRIEF = { largest: 4 * 1024 ** 2, timeout: 8_000, pauses: [] }

async function openWay(
  { server, ca, timeout, signal, sleep }: Omit<ClientOptions, 'token' | 'now'>,
  token?: string,
): Promise<Way> {
  const origin = serverOrigin(server)
  const dispatcher = await createDispatcher(known({ ca }))
  return {
    origin,
    send: createTransport(known({ origin, dispatcher, token, timeout, signal, sleep })),
    sendBriefly: createTransport(known({ origin, dispatcher, signal, ...BRIEF })),
    close: () => dispatcher.close(),
  }
}

/** A transport whose 401 answers become errors that add what the token says about itself. */
function explained(send: Transport, token: string, now: () => Date): Transport {
  return async (method, path, body) => {
    const answer = await send(method, path, body)
    if (answer.status === 401) throw explainAnswer(answer, await describeToken(token, now()))
    return answer
  }
}

/** What a client is made of; without `detect` the server stays what it was found to be. */
interface ClientParts extends Pick<Way, 'origin' | 'send'>, Pick<Client, 'rules'> {
  readonly detect?: Client['detect']
  readonly close?: Client['close']
}

/** A client of a server that is known already, whatever the way to it. */
export function createClient({
  origin,
  rules,
  send,
  detect = async () => rules,
  close = async () => {},
}: ClientParts): Client {
  const at = (path: string): string => `${API}${path}`
  const list = <T extends { readonly uid: number }>(
    table: Table,
    row: z.ZodType<T>,
    { mine = false }: Scope = {},
  ) => {
    const path = at(`${mine ? 'me/' : ''}${table}/`)
    return readAll((offset, limit) => send('GET', `${path}?limit=${limit}&offset=${offset}`), row)
  }
  const one = async <T>(table: Table, uid: number, row: z.ZodType<T>): Promise<T | undefined> => {
    const answer = await send('GET', at(`${table}/${uid}/`))
    return answer.status === 404 && answer.body !== undefined ? undefined : expectAnswer(answer, row)
  }
  const write = async (method: Method, path: string, body: Value): Promise<ServerAnswer> => {
    const answer = await send(method, at(path), body)
    const expected = method === 'POST' ? 201 : 200
    if (answer.status !== expected) throw explainAnswer(answer)
    return answer
  }
  return {
    origin,
    rules,
    detect,
    me: async () => expectAnswer(await send('GET', at('me/')), UserSchema),
    containers: (scope) => list('mlcubes', createContainerSchema(rules), scope),
    models: async (scope) => (rules.models ? list('models', createModelSchema(rules), scope) : []),
    assets: async () => (rules.models ? list('assets', createAssetSchema()) : []),
    benchmarks: (scope) => list('benchmarks', createBenchmarkSchema(rules), scope),
    row: (table, uid) => one(table, uid, ObjectSchema),
    container: (uid) => one('mlcubes', uid, createContainerSchema(rules)),
    model: (uid) => one('models', uid, createModelSchema(rules)),
    preparedWith: (container) => countPrepared(rules, send, container),
    async create(collection, body) {
      expectKnownServer(rules)
      const answer = await write('POST', `${collection}/`, checkBody(CREATE[collection], rules, body))
      return expectAnswer(answer, Created).id
    },
    async update(table, uid, body) {
      expectKnownServer(rules)
      await write('PUT', `${table}/${uid}/`, checkBody(UPDATE[table], rules, body))
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
