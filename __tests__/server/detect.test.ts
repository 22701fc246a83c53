import { describe, expect, it } from 'vitest'
import type { Era } from '../../src/medperf/era.ts'
import { assumeRules } from '../../src/medperf/rules.ts'
import { connectServer, detectServer } from '../../src/server/client.ts'
import { fakeServer, type Reply, type Seen } from './fake-server.ts'

const PAGE: Reply = { status: 404, text: '<h1>Not Found</h1>' }
const NO_TOKEN: Reply = { status: 401, json: { detail: 'Authentication credentials were not provided.' } }
const rows = (...results: object[]): Reply => ({
  json: { count: results.length, next: null, previous: null, results },
})

/** A server that knows some addresses; the others show the page of an unknown one. */
const answers =
  (known: Readonly<Record<string, Reply>>) =>
  ({ path }: Seen): Reply => {
    if (path === '/version') return known['version'] ?? { json: { version: 'v0' } }
    const entry = Object.entries(known).find(([name]) => path.startsWith(`/api/v0/${name}`))
    return entry?.[1] ?? PAGE
  }

const token = `${btoa('{"alg":"RS256"}')}.${btoa('{"exp":4102444800}')}.x`
const PARTICIPANTS = 'benchmarks/1/participants_info/'
const DENIED: Reply = { status: 403, json: { detail: 'no' } }

describe('the era', () => {
  it.each<[Era, string, Record<string, Reply>]>([
    ['model', 'with models', { mlcubes: rows({ container_config: {} }), models: rows() }],
    ['model', 'empty', { mlcubes: rows(), models: rows() }],
    ['model', 'without credentials', { mlcubes: NO_TOKEN, models: NO_TOKEN, [PARTICIPANTS]: NO_TOKEN }],
    ['container', 'with a container', { mlcubes: rows({ container_config: {} }), [PARTICIPANTS]: DENIED }],
    ['container', 'empty', { mlcubes: rows(), [PARTICIPANTS]: DENIED }],
    [
      'container',
      'empty, for an administrator',
      { mlcubes: rows(), [PARTICIPANTS]: { status: 404, json: {} } },
    ],
    ['container', 'without credentials', { mlcubes: NO_TOKEN, [PARTICIPANTS]: NO_TOKEN }],
    ['mlcube', 'with a container', { mlcubes: rows({ git_mlcube_url: '' }) }],
    [
      'mlcube',
      'of the months between, by what it stores',
      { mlcubes: rows({ git_mlcube_url: '' }), [PARTICIPANTS]: DENIED },
    ],
    ['mlcube', 'empty', { mlcubes: rows() }],
    ['mlcube', 'without credentials', { mlcubes: NO_TOKEN }],
  ])('%s is found: %s', async (era, _what, known) => {
    await using server = await fakeServer(answers(known))
    expect(await detectServer({ server: server.url })).toEqual({
      origin: server.url,
      rules: assumeRules(era),
    })
  })

  it.each<[string, Record<string, Reply>, string]>([
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
    [
      'models beside containers of the oldest era',
      { mlcubes: rows({ git_mlcube_url: '' }), models: rows() },
      'answer',
    ],
  ])('is never guessed from %s', async (_what, known, kind) => {
    await using server = await fakeServer(answers(known))
    const found = detectServer({ server: server.url, sleep: async () => undefined })
    await expect(found).rejects.toMatchObject({ kind })
  })

  it('is not looked for with a token that the server refuses; the error says what the token says of itself', async () => {
    await using server = await fakeServer(() => ({ status: 401, json: { detail: 'Given token not valid' } }))
    await expect(connectServer({ server: server.url, token })).rejects.toMatchObject({
      kind: 'token',
      message: expect.stringContaining('valid until 2100-01-01'),
    })
  })
})
