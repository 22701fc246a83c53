import { expect, test } from 'vitest'
import { describeEntry } from '../../src/runner/enter.ts'
import { readInputs } from '../../src/runner/inputs.ts'

const enter = (inputs: Record<string, string>, environment: NodeJS.ProcessEnv = {}) =>
  describeEntry(
    readInputs(
      Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
    ),
    environment,
  )

test.each<[string, Record<string, string>, string, string | undefined]>([
  ['the only step of its job', {}, '__medperf_benchmark-action', undefined],
  ['the second step', {}, '__medperf_benchmark-action_2', 'step=__medperf_benchmark-action_2'],
  ['a step with an id', {}, 'podman', 'step=podman'],
  ['a job of a matrix of engines', { runtime: 'podman' }, '__self', 'runtime=podman'],
  ['a job of a matrix of GPUs', { gpus: '2' }, '__self', 'gpus={"kind":"count","count":2}'],
  ['all of it', { runtime: 'docker', gpus: 'none' }, 'a', 'step=a runtime=docker gpus={"kind":"none"}'],
])('%s is told apart from others by what it has of its own', (_, inputs, GITHUB_ACTION, variant) => {
  expect(enter(inputs, { GITHUB_ACTION }).job.variant).toBe(variant)
})

test('a tag registers nothing before anybody was asked, whatever the inputs say', () => {
  const environment = {
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_REF: 'refs/tags/v1',
    GITHUB_SHA: 'a'.repeat(40),
  }
  const { job } = enter({ 'medperf-token': 't', 'register-branch': 'main' }, environment)
  expect(job).toMatchObject({ standing: { kind: 'tagged', branch: 'main' }, intent: 'test' })
})
