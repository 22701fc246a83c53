import { describe, expect, it } from 'vitest'
import { checkBody } from '../../src/medperf/bodies.ts'
import { ERAS, type Era } from '../../src/medperf/era.ts'
import { resolvePlan } from '../../src/medperf/plan/plan.ts'
import { findNextStep, type Step } from '../../src/medperf/plan/step.ts'
import { assumeRules } from '../../src/medperf/rules.ts'
import { isSameJson } from '../../src/yaml/equal.ts'
import { afterStep, emptySnapshot } from './memory-server.ts'
import {
  assetBenchmark,
  assetEvidence,
  type Body,
  exampleAsset,
  exampleBody,
  toyBenchmark,
  toyEvidence,
} from './toy.ts'

/** All writes of a first registration, in order. */
function firstRegistration(era: Era): readonly Step[] {
  const steps: Step[] = []
  let snapshot = emptySnapshot(era)
  for (;;) {
    const step = findNextStep(
      resolvePlan({ benchmark: toyBenchmark(era), evidence: toyEvidence(era), snapshot }),
    )
    if (step === undefined) return steps
    steps.push(step)
    snapshot = afterStep(snapshot, step)
  }
}

const EXPECTED: Readonly<Record<Era, readonly string[]>> = {
  mlcube: [
    'POST_mlcubes_preparator',
    'POST_mlcubes_reference_model',
    'POST_mlcubes_evaluator',
    'POST_benchmarks',
  ],
  container: [
    'POST_mlcubes_preparator',
    'POST_mlcubes_reference_model',
    'POST_mlcubes_evaluator',
    'POST_benchmarks',
  ],
  model: ['POST_mlcubes_preparator', 'POST_models_container', 'POST_mlcubes_evaluator', 'POST_benchmarks'],
  topology: ['POST_mlcubes_preparator', 'POST_models_container', 'POST_mlcubes_evaluator', 'POST_benchmarks'],
}

const MODEL = assumeRules('model')

const IDS = new Set([
  'data_preparation_mlcube',
  'reference_model',
  'reference_model_mlcube',
  'data_evaluator_mlcube',
])
const withoutIds = (body: Body): Body =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !IDS.has(key)))

describe.each(ERAS)('the bodies of a first registration, %s era', (era) => {
  it('equal the recorded ones, in the order of registration', () => {
    const steps = firstRegistration(era)
    expect(steps.map(({ collection }) => `POST_${collection}`)).toEqual(
      EXPECTED[era].map((name) => name.split('_').slice(0, 2).join('_')),
    )
    for (const [index, name] of EXPECTED[era].entries()) {
      const step = steps[index]
      const example = exampleBody(era, name)
      const sent = checkBody(
        step?.collection === 'benchmarks'
          ? 'createBenchmark'
          : step?.collection === 'models'
            ? 'createModel'
            : 'createContainer',
        assumeRules(era),
        step?.body ?? null,
      ) as Body
      expect(withoutIds(sent), name).toEqual(withoutIds(example))
      expect(isSameJson(withoutIds(sent), withoutIds(example)), name).toBe(true)
      expect(Object.keys(sent).toSorted(), name).toEqual(Object.keys(example).toSorted())
    }
  })
})

describe('the body of a model that is an asset', () => {
  const snapshot = afterStep(emptySnapshot('model'), firstRegistration('model')[0] as Step)
  const step = findNextStep(resolvePlan({ benchmark: assetBenchmark(), evidence: assetEvidence(), snapshot }))
  const example = exampleBody('model', 'POST_models_asset')

  it('equals the recorded one', () => {
    expect(step).toMatchObject({ kind: 'create', collection: 'models', name: 'toy-weights' })
    expect(checkBody('createModel', MODEL, step?.body ?? null)).toEqual(example)
  })

  it.each<[string, Body, RegExp]>([
    ['without its files', { asset: null }, /asset: /],
    ['with a container too', { container: { name: 'x' } }, /container: /],
    ['as a container', { type: 'CONTAINER' }, /container: /],
    [
      'with files that nobody else can have',
      { asset: { ...(example['asset'] as Body), asset_url: 'local' } },
      /asset\.asset_url: no address/,
    ],
    [
      'with a hash that no client could compare',
      { asset: { ...(example['asset'] as Body), asset_hash: `sha256:${exampleAsset().sha256}` } },
      /asset\.asset_hash: not a SHA-256/,
    ],
  ])('%s is not sent', (_, changes, words) => {
    expect(() => checkBody('createModel', MODEL, { ...example, ...changes })).toThrow(words)
  })

  it.each([['type'], ['state'], ['is_valid'], ['container']])(
    'a change of its files never holds `%s`',
    (key) => {
      const { url: asset_url, sha256: asset_hash } = exampleAsset()
      expect(checkBody('updateAsset', MODEL, { asset_url })).toEqual({ asset_url })
      expect(() => checkBody('updateAsset', MODEL, { asset_hash, [key]: 'x' })).toThrow(key)
    },
  )

  it.each([['type'], ['container'], ['asset']])('a change of its model never holds `%s`', (key) => {
    expect(() => checkBody('updateModel', MODEL, { state: 'OPERATION', [key]: 'ASSET' })).toThrow(key)
  })
})

describe.each(['container', 'model'] as const)('parameters that leave for a server, %s era', (era) => {
  const body = { ...exampleBody('container', EXPECTED.container[0] ?? '') }

  it.each([[null], [{}], [{ a: [1] }]])('may be %j', (parameters_config) => {
    expect(checkBody('createContainer', assumeRules(era), { ...body, parameters_config })).toMatchObject({
      parameters_config,
    })
  })

  it.each([[[0.5]], [[]], ['fast'], [''], [1], [true]])(
    'are never %j, which no client reads back',
    (parameters) => {
      expect(() =>
        checkBody('createContainer', assumeRules(era), { ...body, parameters_config: parameters }),
      ).toThrow('parameters_config: not a mapping')
    },
  )
})
