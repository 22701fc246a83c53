import { expect, test } from 'vitest'
import { type Era, eras } from '../../dev-server/era.ts'
import { startDevServer } from '../../dev-server/server.ts'
import { person } from './person.ts'
import { started } from './started.ts'

interface Described {
  readonly components?: {
    readonly schemas: Readonly<Record<string, { readonly required: readonly string[] }>>
  }
}

const schemaOf = (url: string, headers = { accept: 'application/json' }): Promise<Response> =>
  fetch(`${url}/schema/`, { headers })

const tablesOf = (era: Era): readonly (readonly [table: string, schema: string])[] => [
  ['mlcubes', 'MlCube'],
  ['benchmarks', 'Benchmark'],
  ['datasets', 'DatasetPublic'],
  ['results', 'ModelResult'],
  ...(era === 'model' || era === 'topology'
    ? ([
        ['models', 'Model'],
        ['assets', 'Asset'],
      ] as const)
    : []),
]

test.each(eras)(
  'a field that is demanded in the %s era stands in the schema, and no POST goes without it',
  async (era) => {
    const demand = tablesOf(era).map(([table]) => `${table}.some_field`)
    await using running = await started({ era, demand, seed: 'benchmark' })
    const { components } = (await (await schemaOf(running.server.url)).json()) as Described
    const admin = person(running.server, 'testadmin')
    for (const [table, schema] of tablesOf(era)) {
      expect(components?.schemas[schema]?.required, schema).toContain('some_field')
      const { status, body } = await admin('POST', `${table}/`, {})
      expect({ table, status, said: body['some_field'] }).toEqual({
        table,
        status: 400,
        said: ['This field is required.'],
      })
      const more = await admin('POST', `${table}/`, { some_field: 'x' })
      expect(more.body).not.toHaveProperty('some_field')
    }
  },
)

test('what is demanded of a container is demanded of one inside a model', async () => {
  await using running = await started({ era: 'topology', demand: ['mlcubes.some_field'] })
  const { body } = await person(running.server, 'testbo')('POST', 'models/', { container: {} })
  expect(body['container']).toMatchObject({ some_field: ['This field is required.'] })
})

test('a server that demands a field can be filled all the same', async () => {
  const demand = ['benchmarks.some_field', 'mlcubes.other_field', 'models.third_field']
  await using running = await started({ era: 'topology', demand, seed: 'data' })
  const { body } = await person(running.server, 'testbo')('GET', 'me/benchmarks/')
  expect(body).toMatchObject({
    count: 1,
    results: [{ some_field: 'seed', topology: 'byo_inference_script' }],
  })
})

test.each([
  ['benchmarks.name', 'it is there'],
  ['benchmarks', 'a dot and a new field'],
  ['people.name', 'a dot and a new field'],
  ['benchmarks.x y', 'a dot and a new field'],
])('%s cannot be demanded', async (demand, said) => {
  await expect(startDevServer({ era: 'model', port: 0, demand: [demand] })).rejects.toThrow(said)
})

test.each([
  ['403', 403, 'application/json'],
  ['404', 404, 'text/html; charset=utf-8'],
  ['page', 200, 'text/html; charset=utf-8'],
] as const)('a server that is told so answers %s instead of a description', async (schema, status, type) => {
  await using running = await started({ era: 'container', schema })
  const answer = await schemaOf(running.server.url)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type])
  const me = await person(running.server, 'testbo')('GET', 'me/')
  expect(me.status).toBe(200)
})

test.each([
  ['application/json', '', 'application/json'],
  ['*/*', '?format=json', 'application/vnd.oai.openapi+json'],
  ['*/*', '', 'application/vnd.oai.openapi'],
  ['application/yaml', '', 'application/yaml'],
])('with Accept %s, /schema/%s is %s', async (accept, query, type) => {
  await using running = await started({ era: 'mlcube' })
  const answer = await fetch(`${running.server.url}/schema/${query}`, { headers: { accept } })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
  const text = await answer.text()
  expect(text).toContain('3.0.3')
  expect(text.startsWith('{')).toBe(type.endsWith('json'))
})

test.each([
  ['model', { required: true }, undefined],
  ['topology', { required: false }, { type: 'choice', required: true, read_only: false, label: 'Topology' }],
] as const)(
  'OPTIONS of the %s era says what a POST of a benchmark takes',
  async (era, evaluator, topology) => {
    await using running = await started({ era })
    const { status, body } = await person(running.server, 'testbo')('OPTIONS', 'benchmarks/')
    expect(status).toBe(200)
    const { POST } = body['actions'] as { readonly POST: Readonly<Record<string, object>> }
    expect(POST['data_evaluator_mlcube']).toMatchObject(evaluator)
    if (topology) expect(POST['topology']).toMatchObject(topology)
    else expect(POST).not.toHaveProperty('topology')
  },
)
