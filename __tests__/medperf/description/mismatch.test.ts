import { describe, expect, it } from 'vitest'
import { makeRules, readFeatures } from '../../../src/medperf/description/features.ts'
import { readOpenApi } from '../../../src/medperf/description/open-api.ts'
import { ERAS, type Era } from '../../../src/medperf/era.ts'
import { planSubmission } from '../../../src/medperf/plan/plan.ts'
import type { Plan } from '../../../src/medperf/plan/schema.ts'
import { assumeRules } from '../../../src/medperf/rules.ts'
import type { Snapshot } from '../../../src/medperf/snapshot.ts'
import { isMapping, type Value } from '../../../src/yaml/value.ts'
import { decided, emptySnapshot, registered } from '../memory-server.ts'
import { type ToyChanges, toyBenchmark, toyEvidence } from '../toy.ts'
import { documentOf } from './documents.ts'

type Schema = { properties: Record<string, Record<string, unknown>>; required: string[] }

/** The description of an era with one schema changed. */
function changed(era: Era, name: string, change: (schema: Schema) => void): Value {
  const document = structuredClone(documentOf(era)) as unknown as {
    components: { schemas: Record<string, Schema> }
  }
  change(document.components.schemas[name] as Schema)
  return document as unknown as Value
}

function describedSnapshot(era: Era, document: Value, snapshot = emptySnapshot(era)): Snapshot {
  const requests = readOpenApi(document) ?? {}
  return { ...snapshot, rules: makeRules(readFeatures(requests), requests) }
}

function planOn(era: Era, document: Value, changes: ToyChanges = {}): Plan {
  const input = { benchmark: toyBenchmark(era, changes), evidence: toyEvidence(era) }
  return planSubmission({ ...input, snapshot: describedSnapshot(era, document) })
}

const errorsOf = ({ issues }: Plan) =>
  issues.flatMap(({ severity, message, code }) => (severity === 'error' ? [`${code}: ${message}`] : []))

const isThere = (document: Value, name: string): boolean =>
  isMapping(document) && JSON.stringify(document).includes(`"${name}":{`)

describe.each(ERAS)('a plan held against what a server of the %s era says of itself', (era) => {
  const document = documentOf(era)
  const content = assumeRules(era).containers === 'json' ? 'image_hash' : 'mlcube_hash'

  it('goes through, before and after a registration, and for a draft', () => {
    expect(errorsOf(planOn(era, document))).toEqual([])
    expect(errorsOf(planOn(era, document, { state: 'development' }))).toEqual([])
    const first = { benchmark: toyBenchmark(era, { state: 'development' }), evidence: toyEvidence(era) }
    const there = decided(registered(emptySnapshot(era), first), 'APPROVED')
    const second = { benchmark: toyBenchmark(era, { description: 'Better' }), evidence: toyEvidence(era) }
    const plan = planSubmission({ ...second, snapshot: describedSnapshot(era, document, there) })
    expect(errorsOf(plan)).toEqual([])
    expect(plan.actions.at(-1)?.verdict).toBe('update in place')
  })

  it.each<[string, string, RegExp]>([
    ['MlCube', 'containers', /: `purpose` is required by this server, and this action does not know it/],
    ['Benchmark', 'the benchmark', /^server-field-required: benchmark: `purpose` is required/],
    ['Model', 'the model', /^server-field-required: reference_model: `purpose` is required/],
  ])('stops where a new %s needs one field more', (schema, _what, words) => {
    if (!isThere(document, schema)) return
    const more = changed(era, schema, ({ properties, required }) => {
      properties['purpose'] = { type: 'string' }
      required.push('purpose')
    })
    const plan = planOn(era, more)
    expect(plan.blocked).toBe(true)
    expect(errorsOf(plan)).toEqual([expect.stringMatching(words)])
    expect(plan.issues.find(({ code }) => code === 'server-field-required')?.hint).toContain('newer version')
  })

  it('names all three containers in one sentence', () => {
    const [error] = errorsOf(
      planOn(
        era,
        changed(era, 'MlCube', ({ properties, required }) => {
          properties['purpose'] = {}
          required.push('purpose')
        }),
      ),
    )
    expect(error).toContain('data_preparator, reference_model, evaluator: `purpose`')
  })

  it('does not stop for fields that it may leave out, nor for those that nobody writes', () => {
    const more = changed(era, 'Benchmark', ({ properties, required }) => {
      properties['purpose'] = { type: 'string' }
      properties['score'] = { type: 'integer', readOnly: true }
      required.push('score')
    })
    expect(errorsOf(planOn(era, more))).toEqual([])
  })

  it.each<[string, string, (properties: Schema['properties']) => void, RegExp]>([
    [
      'a shorter hash',
      'MlCube',
      (p) => Object.assign(p[content] ?? {}, { maxLength: 60 }),
      /: `\w+_hash` has \d\d characters; this server takes 60/,
    ],
    [
      'a shorter name',
      'Benchmark',
      (p) => Object.assign(p['name'] ?? {}, { maxLength: 5 }),
      /the benchmark’s name has 13 characters; this server \(\w+ era\) takes 5/,
    ],
    [
      'a shorter description',
      'Benchmark',
      (p) => Object.assign(p['description'] ?? {}, { maxLength: 5 }),
      /`description` has 13 characters; this server \(\w+ era\) takes 5/,
    ],
    [
      'a shorter address',
      'Benchmark',
      (p) => Object.assign(p['demo_dataset_tarball_url'] ?? {}, { maxLength: 9 }),
      /length: benchmark: `demo_dataset_tarball_url` has 37 characters; this server takes 9/,
    ],
    [
      'a state that is gone',
      'Benchmark',
      (p) => Object.assign(p, { state: { enum: ['DRAFT'] } }),
      /choice: benchmark: `state` must be one of \["DRAFT"\] on this server/,
    ],
    [
      'another type',
      'Benchmark',
      (p) => Object.assign(p, { docs_url: { type: 'integer' } }),
      /kind: benchmark: `docs_url` must be a whole number on this server/,
    ],
    [
      'a field that is written by nobody now',
      'MlCube',
      (p) => Object.assign(p['metadata'] ?? {}, { readOnly: true }),
      /read-only: .*: `metadata` cannot be written on this server/,
    ],
    [
      'a field of another name',
      'Benchmark',
      (p) => {
        p['demo_url'] = p['demo_dataset_tarball_url'] ?? {}
        delete p['demo_dataset_tarball_url']
      },
      /unknown: benchmark: `demo_dataset_tarball_url` is no field of this server/,
    ],
  ])('stops at %s', (_, schema, change, words) => {
    const plan = planOn(
      era,
      changed(era, schema, ({ properties }) => change(properties)),
    )
    expect(errorsOf(plan)).toEqual([expect.stringMatching(words)])
    expect(plan.blocked).toBe(true)
  })

  it('stops at no parameters where they must not be null any more', () => {
    if (assumeRules(era).containers === 'files') return
    const strict = changed(era, 'MlCube', ({ properties }) => {
      properties['parameters_config'] = {}
    })
    expect(errorsOf(planOn(era, strict))).toEqual([
      'server-field-null: reference_model: `parameters_config` must not be null on this server',
    ])
  })
})

it('a server that demands a thousand fields is told in a few sentences', () => {
  const many = changed('model', 'Benchmark', ({ properties, required }) => {
    for (let index = 0; index < 1_000; index += 1) {
      properties[`field_${index}`] = {}
      required.push(`field_${index}`)
    }
  })
  const errors = errorsOf(planOn('model', many))
  expect(errors).toHaveLength(21)
  expect(errors.at(-1)).toBe('server-fields: in 980 more things the requests are not what this server takes')
})

it('a topology that a server does not take is named', () => {
  const document = documentOf('topology')
  const other = structuredClone(document) as unknown as {
    components: { schemas: Record<string, { enum: string[] }> }
  }
  const { TopologyEnum } = other.components.schemas
  if (TopologyEnum !== undefined) TopologyEnum.enum = ['end_to_end_script']
  expect(errorsOf(planOn('topology', other as unknown as Value))).toEqual([
    'server-field-choice: benchmark: `topology` must be one of ["end_to_end_script"] on this server',
  ])
})
