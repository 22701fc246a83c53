import { expect, test } from 'vitest'
import type { Engine, Image } from '../../../src/engines/engine.ts'
import type { Context } from '../../../src/steps/context.ts'
import { getImage, listComing, listOwnNames } from '../../../src/steps/images/get.ts'
import type { Recording } from '../../../src/steps/recording.ts'
import { benchmark } from '../../support/benchmark.ts'
import { buildOf } from '../../support/build-of.ts'

/** A benchmark whose model is built, and whose evaluator is an archive. */
function subject() {
  const { components, ...others } = benchmark({}, { name: 'Toy / Model' })
  const { reference_model, evaluator, data_preparator } = components
  return {
    ...others,
    components: {
      data_preparator,
      reference_model: { ...reference_model, build: buildOf('/repository/model') },
      evaluator: { ...evaluator, spec: { ...evaluator.spec, type: 'DockerArchive' as const } },
    },
  }
}

test('what is built gets a name of the run, and is told when it is here', async () => {
  const names: string[] = []
  const came: string[] = []
  const engine: Pick<Engine, 'build'> = {
    build: async (_, name) => {
      names.push(name)
      return { runBy: 'sha256:1', configDigest: 'sha256:1' }
    },
  }
  const { signal } = new AbortController()
  const context = {
    benchmark: subject(),
    engine,
    signal,
    label: 'medperf-benchmark=0123456789abcdef',
    folders: { work: '/work' },
    imageCame: ({ runBy }: Image) => void came.push(runBy),
  } as unknown as Context
  const recording = { write: () => {} } as unknown as Recording
  const got = await getImage('reference_model', context, recording)
  expect(got.image?.runBy).toBe('sha256:1')
  expect(names).toEqual(['localhost/medperf-run/0123456789abcdef-reference-model:run'])
  expect(came).toEqual(['sha256:1'])
})

test('names of the run are those of what is built, and of what is loaded from an archive', () => {
  expect(listOwnNames(subject(), 'medperf-benchmark=1')).toEqual([
    'localhost/medperf-run/1-reference-model:run',
    'localhost/medperf-run/1-evaluator:run',
  ])
})

test('room is asked for what is pulled and built; an archive is judged when it is here', () => {
  expect(listComing(Object.values(subject().components))).toEqual([
    { reference: 'toy/data_preparator:1' },
    buildOf('/repository/model'),
  ])
})
