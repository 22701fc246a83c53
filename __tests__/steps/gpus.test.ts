import { expect, test } from 'vitest'
import type { Benchmark } from '../../src/benchmark/benchmark.ts'
import { applyOverrides } from '../../src/check/overrides.ts'
import type { Engine, Image } from '../../src/engines/engine.ts'
import { ExpectedError, toFailure } from '../../src/facts/error.ts'
import type { Gpu, Gpus } from '../../src/facts/gpu.ts'
import type { Context } from '../../src/steps/context.ts'
import { expectGpus, offerGpus } from '../../src/steps/gpus.ts'
import { benchmark } from '../support/benchmark.ts'

const image = (role: string): Image => ({ runBy: `toy/${role}:1`, configDigest: `sha256:${role}` })
const IMAGES = {
  data_preparator: image('prep'),
  reference_model: image('model'),
  evaluator: image('metrics'),
}
const TWO: readonly Gpu[] = [{ id: '0', name: 'NVIDIA A100', uuid: 'GPU-5d5b' }, { id: '1' }]
const NONE: Gpus = { kind: 'none' }
const ALL: Gpus = { kind: 'all' }
const FIRST: Gpus = { kind: 'devices', devices: ['0'] }

/** The preflight on an engine that offers these GPUs and refuses what is not `given`. */
async function preflight(toy: Benchmark, offered: readonly Gpu[] = TWO, refused?: string) {
  const said: string[] = []
  const asked: string[] = []
  const engine: Pick<Engine, 'title' | 'showsGpus' | 'offeredGpus' | 'checkGpus'> = {
    title: 'Docker 28.2',
    showsGpus: () => false,
    offeredGpus: async () => offered,
    async checkGpus({ runBy }, gpus) {
      asked.push(`${runBy} ${gpus.kind}`)
      if (runBy === refused)
        throw new ExpectedError('gpu', 'asks for GPUs that are not there', { hint: 'Do without.' })
    },
  }
  const context = { benchmark: toy, engine: engine as Engine, label: 'a=b' } as Context
  const offer = await offerGpus(context, (role) => IMAGES[role as keyof typeof IMAGES], {
    say: (line) => said.push(line),
  })
  const failure = await expectGpus(context, offer).catch((error: unknown) =>
    error instanceof ExpectedError ? toFailure(error) : error,
  )
  return { facts: offer.facts, failure, said, asked }
}

test('what is offered and what each task asks for is said and reported', async () => {
  const toy = benchmark({ prepare: { gpus: FIRST }, statistics: { gpus: FIRST }, infer: { gpus: ALL } })
  expect(await preflight(toy)).toEqual({
    said: [
      'GPUs: Docker 28.2 offers 2 GPUs: 0 (NVIDIA A100, GPU-5d5b) and 1. prepare and statistics ask for `device=0`, infer asks for `all`; each other task for none.',
    ],
    facts: {
      offered: TWO,
      asked: [
        { task: 'prepare', gpus: 'device=0' },
        { task: 'statistics', gpus: 'device=0' },
        { task: 'infer', gpus: 'all' },
      ],
    },
    asked: ['toy/prep:1 devices', 'toy/model:1 all'],
  })
})

test('GPUs that are not there fail the task by its name, and what is there is reported all the same', async () => {
  const toy = benchmark({ prepare: { gpus: ALL }, infer: { gpus: ALL } })
  const { facts, failure, said } = await preflight(toy, [], 'toy/model:1')
  expect(failure).toEqual({
    kind: 'gpu',
    message: 'infer: asks for GPUs that are not there',
    hint: 'Docker 28.2 offers no GPU. Do without.',
  })
  const asked = ['prepare', 'infer'].map((task) => ({ task, gpus: 'all' }))
  expect(facts).toEqual({ offered: [], asked })
  expect(said).toEqual([
    'GPUs: Docker 28.2 offers no GPU. prepare and infer ask for `all`; each other task for none.',
  ])
})

test.each<readonly [string, Gpus | undefined, Gpus | undefined, Gpus | undefined, string | undefined]>([
  ['the container', ALL, undefined, undefined, 'all'],
  ['benchmark.yaml instead of the container', ALL, FIRST, undefined, 'device=0'],
  ['the input instead of both', ALL, FIRST, { kind: 'count', count: 2 }, '2'],
  ['the input, for none', ALL, FIRST, NONE, undefined],
])('GPUs are those of %s', async (_, own, limit, gpus, wanted) => {
  const toy = benchmark(own === undefined ? {} : { infer: { gpus: own } })
  const limited = limit === undefined ? toy : { ...toy, limits: { ...toy.limits, infer: { gpus: limit } } }
  const { said } = await preflight(applyOverrides(limited, gpus === undefined ? {} : { gpus }))
  if (wanted === undefined) expect(said.join()).toContain('No task asks for a GPU.')
  else
    expect(said.join()).toMatch(
      new RegExp(`infer asks? for \`${wanted}\`|and evaluate ask for \`${wanted}\``),
    )
})
