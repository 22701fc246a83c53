import { describe, expect, it } from 'vitest'
import { nextStep, type Step } from '../../src/medperf/apply/step.ts'
import { checkBody } from '../../src/medperf/client/bodies.ts'
import { sameJson } from '../../src/medperf/equal.ts'
import { ERAS, type Era } from '../../src/medperf/era.ts'
import { resolve } from '../../src/medperf/plan/plan.ts'
import { afterStep, emptySnapshot } from './memory-server.ts'
import { type Body, exampleBody, toyBenchmark, toyEvidence } from './toy.ts'

/** All writes of a first registration, in order. */
function firstRegistration(era: Era): readonly Step[] {
  const steps: Step[] = []
  let snapshot = emptySnapshot(era)
  for (;;) {
    const step = nextStep(resolve({ benchmark: toyBenchmark(era), evidence: toyEvidence(era), snapshot }))
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
}

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
        era,
        step?.body ?? null,
      ) as Body
      expect(withoutIds(sent), name).toEqual(withoutIds(example))
      expect(sameJson(withoutIds(sent), withoutIds(example)), name).toBe(true)
      expect(Object.keys(sent).toSorted(), name).toEqual(Object.keys(example).toSorted())
    }
  })
})
