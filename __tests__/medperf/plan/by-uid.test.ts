import { describe, expect, it } from 'vitest'
import { planSubmission } from '../../../src/medperf/plan/plan.ts'
import type { Plan } from '../../../src/medperf/plan/schema.ts'
import type { ContainerRow, Fields } from '../../../src/medperf/rows.ts'
import type { Snapshot } from '../../../src/medperf/snapshot.ts'
import { emptySnapshot, registered } from '../memory-server.ts'
import { exampleContainers, toyBenchmark, toyEvidence } from '../toy.ts'

const era = 'model'
const benchmark = toyBenchmark(era)
const fresh = emptySnapshot(era)
const bodies = exampleContainers(era)

const row = (body: Fields, changes: Partial<ContainerRow> = {}): ContainerRow => {
  const { name, state: _state, metadata: _metadata, ...fields } = body
  return { uid: 40, name: String(name), owner: 2, state: 'OPERATION', isValid: true, fields, ...changes }
}

const withContainers = (...containers: readonly ContainerRow[]): Snapshot => ({
  ...fresh,
  mine: { ...fresh.mine, containers },
})

describe('a component given by uid', () => {
  const given = (changes: Partial<ContainerRow>, digest?: string) => {
    const image = digest === undefined ? {} : { digest }
    const known = toyEvidence(era, { data_preparator: { uid: 40, image } })
    const theirs = row(bodies.data_preparator, { owner: 9, ...changes })
    return planSubmission({
      benchmark,
      evidence: known,
      snapshot: { ...fresh, given: { data_preparator: theirs } },
    })
  }

  it.each<[string, Plan, string, string]>([
    ['in OPERATION is reused', given({}), 'reuse', 'benchmark.yaml names container 40'],
    ['retired is forbidden', given({ isValid: false }), 'forbidden', 'retired'],
    [
      'of a stranger in DEVELOPMENT is forbidden',
      given({ state: 'DEVELOPMENT' }),
      'forbidden',
      'only its owner, user 9',
    ],
    [
      'with another image than the tested is forbidden',
      given({}, `sha256:${'5'.repeat(64)}`),
      'forbidden',
      'not the one registered',
    ],
    ['with the tested image is reused', given({}, `sha256:${'1'.repeat(64)}`), 'reuse', 'names'],
  ])('%s', (_what, plan, verdict, reason) => {
    expect(plan.actions[0]).toMatchObject({ verdict, reason: expect.stringContaining(reason) })
  })

  it.each([
    ['as it was tested', {}, 'reuse', 'names'],
    [
      'whose files have another address',
      { additional_files_tarball_url: 'https://b.example/w' },
      'reuse',
      'names',
    ],
    [
      'whose parameters are others',
      { parameters_config: { resize: 1 } },
      'forbidden',
      'changed by its owner since it was tested',
    ],
  ])('%s is judged by its content', (_, changes, verdict, reason) => {
    const theirs = row(bodies.data_preparator, { owner: 9 })
    const registered = { uid: 40, imageHash: '', fields: theirs.fields }
    const now = { ...theirs, fields: { ...theirs.fields, ...changes } }
    const plan = planSubmission({
      benchmark: toyBenchmark(era, { components: { data_preparator: { registered } } }),
      evidence: toyEvidence(era, { data_preparator: { uid: 40, image: {} } }),
      snapshot: { ...fresh, given: { data_preparator: now } },
    })
    expect(plan.actions[0]).toMatchObject({ verdict, reason: expect.stringContaining(reason) })
  })

  it('whose image is a file is not judged by the ID that an engine gave it', () => {
    const hash = '5'.repeat(64)
    const theirs = row({ ...bodies.data_preparator, image_hash: hash }, { owner: 9 })
    const { spec } = benchmark.components.data_preparator
    const plan = planSubmission({
      benchmark: toyBenchmark(era, {
        components: { data_preparator: { spec: { ...spec, type: 'DockerArchive' } } },
      }),
      evidence: toyEvidence(era, {
        data_preparator: { uid: 40, image: { digest: `sha256:${'6'.repeat(64)}`, fileHash: hash } },
      }),
      snapshot: { ...fresh, given: { data_preparator: theirs } },
    })
    expect(plan.actions[0]?.verdict).toBe('reuse')
  })

  it('that does not exist is forbidden', () => {
    const known = toyEvidence(era, { data_preparator: { uid: 40, image: {} } })
    const plan = planSubmission({
      benchmark,
      evidence: known,
      snapshot: { ...fresh, given: { data_preparator: null } },
    })
    expect(plan.actions[0]).toMatchObject({
      verdict: 'forbidden',
      reason: 'the server has no such container 40',
    })
  })

  it('of one’s own goes into OPERATION with the benchmark', () => {
    const known = toyEvidence(era, { data_preparator: { uid: 40, image: {} } })
    const own = row(bodies.data_preparator, { state: 'DEVELOPMENT' })
    const snapshot = { ...withContainers(own), given: { data_preparator: own } }
    const end = registered(snapshot, { benchmark, evidence: known })
    expect(end.mine.containers.find(({ uid }) => uid === 40)?.state).toBe('OPERATION')
    expect(end.mine.benchmarks[0]?.components.data_preparator).toBe(40)
  })

  it('is taken as it is where nobody can be asked', () => {
    const known = toyEvidence(era, { data_preparator: { uid: 40, image: {} } })
    const plan = planSubmission({ benchmark, evidence: known })
    expect(plan.actions[0]).toMatchObject({ verdict: 'reuse', uid: 40 })
    expect(plan.actions[0]?.reason).toContain('not looked up')
  })
})
