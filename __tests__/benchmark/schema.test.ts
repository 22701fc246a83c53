import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { benchmarkJsonSchema } from '../../script/json-schema.ts'
import { BenchmarkSchema } from '../../src/benchmark/schema.ts'

const FILE = new URL('../../schema/benchmark.schema.json', import.meta.url)

test('the JSON Schema for editors is what the schema says', () => {
  expect(readFileSync(FILE, 'utf8'), 'run node script/json-schema.ts').toBe(benchmarkJsonSchema())
})

interface JsonSchema {
  readonly description?: string
  readonly additionalProperties?: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
}

/** Paths of keys below a schema that fail a test. */
const keysWithout = (schema: JsonSchema, path: string, passes: (one: JsonSchema) => boolean): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([key, one]) => [
    ...(passes(one) ? [] : [`${path}.${key}`]),
    ...keysWithout(one, `${path}.${key}`, passes),
  ])

const schema = JSON.parse(benchmarkJsonSchema()) as JsonSchema

test('editors have a word of help for every key', () => {
  const perTask = /^\.run\.tasks\.\w+$/
  expect(
    keysWithout(schema, '', ({ description }) => description !== undefined).filter(
      (path) => !perTask.test(path),
    ),
  ).toEqual([])
})

test('editors refuse unknown keys in every mapping whose keys are known', () => {
  expect(
    keysWithout(schema, '', (one) => one.properties === undefined || one.additionalProperties === false),
  ).toEqual([])
})

test('nothing in the schema is lost on the way to JSON Schema', () => {
  expect(() => z.toJSONSchema(BenchmarkSchema, { io: 'input', unrepresentable: 'throw' })).not.toThrow()
})
