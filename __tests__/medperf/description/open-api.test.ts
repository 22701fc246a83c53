import { describe, expect, it } from 'vitest'
import { readFeatures } from '../../../src/medperf/description/features.ts'
import { readOpenApi } from '../../../src/medperf/description/open-api.ts'
import { ERAS } from '../../../src/medperf/era.ts'
import { assumeRules } from '../../../src/medperf/rules.ts'
import { parseJson } from '../../../src/yaml/json.ts'
import type { Value } from '../../../src/yaml/value.ts'
import { documentOf } from './documents.ts'

describe.each(ERAS)('the description of a server of the %s era', (era) => {
  const requests = readOpenApi(documentOf(era)) ?? {}

  it('tells what it does', () => {
    const { containers, modelKey, policies, models, committee, topology } = assumeRules(era)
    expect(readFeatures(requests)).toEqual({ containers, modelKey, policies, models, committee, topology })
  })

  it('tells what a request has to hold, and what it may hold', () => {
    const benchmark = requests['POST benchmarks']
    expect(benchmark?.get('demo_dataset_tarball_hash')).toEqual({
      kind: 'text',
      isRequired: true,
      isReadOnly: false,
      mayBeNull: false,
      longest: 100,
    })
    expect(benchmark?.get('owner')).toMatchObject({ isRequired: false, isReadOnly: true })
    expect(benchmark?.get('state')).toMatchObject({ choices: ['DEVELOPMENT', 'OPERATION'] })
    expect(benchmark?.get('metadata')).toMatchObject({ kind: 'any', mayBeNull: true })
    expect(requests['PUT benchmarks']?.size).toBe(benchmark?.size)
  })

  it('holds JSON of any kind where it says `object` of all of it', () => {
    const container = requests['POST mlcubes']
    const json = container?.get('container_config') ?? container?.get('metadata')
    expect(json?.kind).toBe('any')
  })
})

it('a model is described with what is inside it', () => {
  const model = readOpenApi(documentOf('topology'))?.['POST models']
  expect(model?.get('container')).toMatchObject({ kind: 'mapping', mayBeNull: true })
  expect(model?.get('container')?.inside?.get('image_hash')).toMatchObject({ isRequired: true, longest: 100 })
  expect(model?.get('asset')?.inside?.get('asset_url')).toMatchObject({ isRequired: true, longest: 256 })
})

describe('a description in other words means the same', () => {
  const field = (schema: Value) =>
    readOpenApi({
      openapi: '3.1.0',
      paths: {
        '/api/v0/mlcubes/': { post: bodyOf({ properties: { name: schema } }) },
        '/api/v0/benchmarks/': { post: bodyOf({ properties: { name: { type: 'string' } } }) },
      },
      components: {
        schemas: { E: { enum: ['A', 'B'] }, Blank: { enum: [''] }, Null: { enum: [null] } },
      },
    })?.['POST mlcubes']?.get('name')
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

  it.each<[string, Value, object]>([
    [
      'null as a type',
      { type: ['string', 'null'], maxLength: 7 },
      { kind: 'text', mayBeNull: true, longest: 7 },
    ],
    [
      'one of several enumerations',
      { oneOf: [ref('E'), ref('Blank'), ref('Null')] },
      { choices: ['A', 'B', '', null], mayBeNull: true },
    ],
    [
      'null beside a schema',
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
      { kind: 'any', mayBeNull: true },
    ],
    [
      'a schema and more',
      { allOf: [ref('E')], nullable: true, readOnly: true },
      { choices: ['A', 'B'], mayBeNull: true, isReadOnly: true },
    ],
    ['several types', { type: ['string', 'integer'] }, { kind: 'any', mayBeNull: false }],
    ['a schema that is not there', ref('Nothing'), { kind: 'any' }],
    ['a length that is none', { type: 'string', maxLength: -1 }, { kind: 'text' }],
  ])('%s', (_, schema, meaning) => {
    expect(field(schema)).toMatchObject(meaning)
  })
})

const bodyOf = (schema: Value): Value => ({ requestBody: { content: { 'application/json': { schema } } } })

describe('a hostile description is none, and soon', () => {
  const wide = (depth: number): Value => ({
    allOf: depth === 0 ? [] : Array.from({ length: 40 }, () => ({ $ref: '#/components/schemas/Wide' })),
  })
  it.each<[string, Value]>([
    ['nothing', null],
    ['a list', []],
    ['without addresses', { openapi: '3.0.3' }],
    ['of another server', { paths: { '/pets/': {} } }],
    [
      'that turns in a circle',
      documentWith({ $ref: '#/components/schemas/Loop' }, { Loop: { $ref: '#/components/schemas/Loop' } }),
    ],
    ['that doubles at each step', documentWith(wide(1), { Wide: wide(1) })],
    [
      'of a million fields',
      documentWith({
        properties: Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`f${i}`, {}])),
      }),
    ],
  ])('%s', (_, document) => {
    const before = process.cpuUsage()
    expect(readOpenApi(document)).toBeUndefined()
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000)
  })

  it('a field with a name of the language is a field like any other', () => {
    const document = parseJson(
      JSON.stringify(documentWith({ properties: { name: {} } })).replaceAll('"name"', '"__proto__"'),
    )
    expect([...(readOpenApi(document)?.['POST mlcubes']?.keys() ?? [])]).toEqual(['__proto__'])
  })
})

function documentWith(schema: Value, schemas: Value = {}): Value {
  return {
    paths: { '/api/v0/mlcubes/': { post: bodyOf(schema) }, '/api/v0/benchmarks/': { post: bodyOf(schema) } },
    components: { schemas },
  }
}
