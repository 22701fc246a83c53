import { expect, test } from 'vitest'
import type { Engine } from '../../../src/engines/engine.ts'
import type { Context } from '../../../src/steps/context.ts'
import { getImage, listComing, listLocalNames } from '../../../src/steps/images/get.ts'
import type { Recording } from '../../../src/steps/recording.ts'
import { benchmark } from '../../support/benchmark.ts'

/** A benchmark whose model is built, and whose evaluator is an archive. */
function subject() {
  const { components, ...others } = benchmark({}, { name: 'Toy / Model' })
  const { reference_model, evaluator, data_preparator } = components
  return {
    ...others,
    components: {
      data_preparator,
      reference_model: { ...reference_model, build: '/repository/model' },
      evaluator: { ...evaluator, spec: { ...evaluator.spec, type: 'DockerArchive' as const } },
    },
  }
}

test('what is built is looked for under the tag that it was built with, when files are given back', async () => {
  const toy = subject()
  const tags: string[] = []
  const engine: Pick<Engine, 'build'> = {
    build: async (_, tag) => {
      tags.push(tag)
      return { runBy: 'sha256:1', configDigest: 'sha256:1' }
    },
  }
  const context = { benchmark: toy, engine, signal: new AbortController().signal } as unknown as Context
  const recording = { write: () => {} } as unknown as Recording
  const got = await getImage('reference_model', context, recording)
  expect(got.image?.runBy).toBe('sha256:1')
  expect(tags).toEqual(['medperf-benchmark/toy-model-reference-model'])
  expect(listLocalNames(toy)).toEqual(['toy/data_preparator:1', ...tags, 'toy/evaluator:1'])
})

test('room is asked for what is pulled and built; an archive is judged when it is here', () => {
  expect(listComing(Object.values(subject().components))).toEqual([
    { reference: 'toy/data_preparator:1' },
    { context: '/repository/model' },
  ])
})
