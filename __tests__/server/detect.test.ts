import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ERAS, type Era } from '../../src/medperf/era.ts'
import { assumeRules, type ServerRules } from '../../src/medperf/rules.ts'
import { connectServer, detectServer } from '../../src/server/client.ts'
import { fakeServer, type Reply, type Seen } from './fake-server.ts'

const PAGE: Reply = { status: 404, text: '<h1>Not Found</h1>' }
const NO_TOKEN: Reply = { status: 401, json: { detail: 'Authentication credentials were not provided.' } }
const DENIED: Reply = { status: 403, json: { detail: 'no' } }
const rows = (...results: object[]): Reply => ({
  json: { count: results.length, next: null, previous: null, results },
})
const schemaOf = (era: Era): Reply => ({
  json: JSON.parse(readFileSync(new URL(`../fixtures/openapi/${era}.json`, import.meta.url), 'utf8')),
})

const FIELD = { type: 'string', required: true, read_only: false }
const options = (fields: object): Reply => ({ json: { name: 'List', actions: { POST: fields } } })

type Known = Readonly<Record<string, Reply>>

/** A server that knows some addresses; the others show the page of an unknown one. */
const answers =
  (known: Known) =>
  ({ path, method }: Seen): Reply => {
    if (path === '/version') return known['version'] ?? { json: { version: 'v0' } }
    if (path.startsWith('/schema/')) return known['schema'] ?? PAGE
    const entry = Object.entries(known).find(([name]) =>
      name.startsWith('OPTIONS ')
        ? method === 'OPTIONS' && path === `/api/v0/${name.slice(8)}`
        : method === 'GET' && path.startsWith(`/api/v0/${name}`),
    )
    return entry?.[1] ?? PAGE
  }

const token = `${btoa('{"alg":"RS256"}')}.${btoa('{"exp":4102444800}')}.x`
const PARTICIPANTS = 'benchmarks/1/participants_info/'
const JSON_ROW = rows({ container_config: {} })
const FILES_ROW = rows({ git_mlcube_url: '' })
const TOPOLOGY_ROW = rows({ reference_model: 1, topology: 'x', dataset_auto_approval_mode: 'NEVER' })
const MODEL_ROW = rows({ reference_model: 1, dataset_auto_approval_mode: 'NEVER' })
const BETWEEN_ROW = rows({ reference_model_mlcube: 1, dataset_auto_approval_mode: 'NEVER' })
const OLD_ROW = rows({ reference_model_mlcube: 1 })

async function find(known: Known): Promise<ServerRules> {
  await using server = await fakeServer(answers(known))
  await using client = await connectServer({ server: server.url, token, sleep: async () => undefined })
  return client.rules
}

async function see(known: Known): Promise<ServerRules> {
  await using server = await fakeServer(answers(known))
  const { origin, rules } = await detectServer({ server: server.url, sleep: async () => undefined })
  expect(origin).toBe(server.url)
  return rules
}

describe('what a server does is found out', () => {
  const unread: readonly [string, Reply][] = [
    ['403', DENIED],
    ['404', PAGE],
    ['a page that asks to sign in', { text: '<h1>Sign in</h1>' }],
    ['JSON of something else', { json: { openapi: '3.0.3', paths: { '/pets/': {} } } }],
    ['cut', { cut: true }],
    ['an error', { status: 500, text: 'x' }],
  ]

  it.each(ERAS)('of the %s era by its description, whether it shows rows or not', async (era) => {
    const models = assumeRules(era).models ? { models: rows() } : {}
    const schema = schemaOf(era)
    expect(await find({ schema, mlcubes: rows(), benchmarks: rows(), ...models })).toMatchObject(
      assumeRules(era),
    )
    const rules = await see({
      schema,
      mlcubes: NO_TOKEN,
      ...(assumeRules(era).models && { models: NO_TOKEN }),
    })
    expect(rules).toMatchObject(assumeRules(era))
    expect(rules.doubt).toBeUndefined()
    expect(rules.requests?.['POST benchmarks']?.get('name')?.longest).toBe(rules.benchmarkName)
  })

  it.each(unread)('without a description (%s) by what it shows', async (_, schema) => {
    const models = { models: rows() }
    const find4 = [
      await find({ schema, mlcubes: JSON_ROW, benchmarks: TOPOLOGY_ROW, ...models }),
      await find({ schema, mlcubes: JSON_ROW, benchmarks: MODEL_ROW, ...models }),
      await find({ schema, mlcubes: JSON_ROW, benchmarks: BETWEEN_ROW, [PARTICIPANTS]: DENIED }),
      await find({ schema, mlcubes: FILES_ROW, benchmarks: OLD_ROW }),
    ]
    expect(find4).toEqual(
      ['topology', 'model', 'container', 'mlcube'].map((era) => expect.objectContaining({ era })),
    )
    expect(find4.map(({ doubt }) => doubt)).toEqual([undefined, undefined, undefined, undefined])
  })

  it('of one between two eras, one thing after the other', async () => {
    const known = { mlcubes: FILES_ROW, benchmarks: BETWEEN_ROW, [PARTICIPANTS]: DENIED }
    expect(await find(known)).toEqual({ ...assumeRules('mlcube'), policies: true })
  })

  it('of an empty one by its answers to OPTIONS, which change nothing', async () => {
    const field = (more: object = {}) => ({ ...FIELD, ...more })
    const benchmark = { name: field({ max_length: 128 }), reference_model: field(), policy: field() }
    const known = {
      mlcubes: rows(),
      models: rows(),
      benchmarks: rows(),
      'OPTIONS mlcubes/': options({
        name: field({ max_length: 90 }),
        container_config: field({ type: 'field' }),
      }),
      'OPTIONS models/': options({ name: field() }),
    }
    const topology = await find({
      ...known,
      'OPTIONS benchmarks/': options({ ...benchmark, topology: field({ type: 'choice' }) }),
    })
    expect(topology).toMatchObject({ era: 'topology', containerName: 90, benchmarkName: 128 })
    expect(topology.requests?.['POST benchmarks']?.get('topology')?.isRequired).toBe(true)
    const model = await find({ ...known, 'OPTIONS benchmarks/': options(benchmark) })
    expect(model).toMatchObject({ era: 'model', topology: false })
    expect([topology.doubt, model.doubt]).toEqual([undefined, undefined])
  })

  it.each<[Era, string, Known]>([
    ['model', 'models', { mlcubes: NO_TOKEN, models: NO_TOKEN, [PARTICIPANTS]: NO_TOKEN }],
    ['container', 'policies', { mlcubes: NO_TOKEN, [PARTICIPANTS]: NO_TOKEN }],
    ['mlcube', 'neither', { mlcubes: NO_TOKEN }],
  ])('as far as it can be without a credential and a description: %s, by its %s', async (era, _, known) => {
    expect(await see(known)).toEqual(assumeRules(era))
  })
})

describe('nothing may be written to a server', () => {
  it.each<[string, Known, RegExp]>([
    [
      'that says one thing and shows another',
      { schema: schemaOf('topology'), mlcubes: JSON_ROW, models: rows(), benchmarks: MODEL_ROW },
      /it says that benchmarks have a `topology`, and shows that benchmarks have no `topology`/,
    ],
    [
      'whose description is of another era',
      { schema: schemaOf('container'), mlcubes: JSON_ROW, models: rows(), benchmarks: TOPOLOGY_ROW },
      /it says that benchmarks have `reference_model_mlcube`/,
    ],
    [
      'that has no benchmark yet, and whose description was kept on the way since before it wants a topology',
      {
        schema: schemaOf('model'),
        mlcubes: JSON_ROW,
        models: rows(),
        benchmarks: rows(),
        'OPTIONS mlcubes/': options({ container_config: FIELD }),
        'OPTIONS models/': options({ name: FIELD }),
        'OPTIONS benchmarks/': options({
          reference_model: FIELD,
          dataset_auto_approval_mode: FIELD,
          topology: FIELD,
        }),
      },
      /it says that benchmarks have no `topology`, and shows that benchmarks have a `topology`/,
    ],
    [
      'with models beside containers of the oldest era',
      { mlcubes: FILES_ROW, models: rows(), benchmarks: MODEL_ROW },
      /there are models, and containers are addresses of files/,
    ],
    [
      'that is empty and describes nothing',
      { mlcubes: JSON_ROW, models: rows(), benchmarks: rows() },
      /neither says nor shows whether its benchmarks have a `topology`/,
    ],
  ])('%s', async (_, known, words) => {
    await using server = await fakeServer(answers(known))
    await using client = await connectServer({ server: server.url, token })
    expect(client.rules.doubt?.because).toMatch(words)
    const body = { name: 'x' }
    await expect(client.create('mlcubes', body)).rejects.toMatchObject({ code: 'unknown-server' })
    await expect(client.update('benchmarks', 1, body)).rejects.toMatchObject({ code: 'unknown-server' })
    expect(server.seen.filter(({ method }) => method === 'POST' || method === 'PUT')).toEqual([])
  })

  it.each<[string, Known, string]>([
    ['no MedPerf at all', { version: PAGE }, 'missing'],
    ['a page for everything', { version: { text: '<h1>Hello</h1>' } }, 'server'],
    ['another version', { version: { json: { version: 'v1' } } }, 'answer'],
    ['no containers', {}, 'missing'],
    ['an error instead of an answer', { mlcubes: rows(), models: { status: 500, text: 'x' } }, 'server'],
    [
      'a gateway’s page instead of an answer',
      { mlcubes: rows(), models: { status: 403, text: 'x' } },
      'server',
    ],
    ['containers of no known form', { mlcubes: rows({ oci: 'x' }) }, 'answer'],
    ['benchmarks of no known form', { mlcubes: JSON_ROW, benchmarks: rows({ model: 1 }) }, 'answer'],
  ])('that shows %s', async (_what, known, kind) => {
    await using server = await fakeServer(answers(known))
    const found = connectServer({ server: server.url, token, sleep: async () => undefined })
    await expect(found).rejects.toMatchObject({ kind })
  })

  it('with a token that it refuses; the error says what the token says of itself', async () => {
    await using server = await fakeServer(({ path }) =>
      path === '/version'
        ? { json: { version: 'v0' } }
        : { status: 401, json: { detail: 'Given token not valid' } },
    )
    await expect(connectServer({ server: server.url, token })).rejects.toMatchObject({
      kind: 'token',
      message: expect.stringContaining('valid until 2100-01-01'),
    })
  })
})

it('the token is not sent to where no credential is needed, and a look ends when it has to', async () => {
  await using server = await fakeServer(
    answers({ schema: schemaOf('model'), mlcubes: rows(), models: rows(), benchmarks: rows() }),
  )
  await using client = await connectServer({ server: server.url, token })
  expect(client.rules.era).toBe('model')
  const asked = server.seen.filter(({ path }) => path.startsWith('/schema/'))
  expect(asked.map(({ headers }) => headers.authorization)).toEqual([undefined])
  await using silent = await fakeServer(() => ({ hang: true }))
  const reason = new Error('enough')
  const look = detectServer({ server: silent.url, signal: AbortSignal.abort(reason) })
  await expect(look).rejects.toBe(reason)
})
