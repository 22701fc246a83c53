import { describe, expect, it } from 'vitest'
import { expectPart } from '../../../src/facts/role.ts'
import { takeSnapshot } from '../../../src/lookup/snapshot.ts'
import { ERAS } from '../../../src/medperf/era.ts'
import { planSubmission } from '../../../src/medperf/plan/plan.ts'
import { assumeRules } from '../../../src/medperf/rules.ts'
import type { ApplyOptions } from '../../../src/register/apply.ts'
import { retire } from '../../../src/register/retire.ts'
import { exampleContainers, toyBenchmark, toyEvidence } from '../../medperf/toy.ts'
import { applyAs, NEW_EVALUATOR, serve } from './live.ts'

describe.each(ERAS)('apply, %s era', (era) => {
  const server = serve(era)

  const benchmark = toyBenchmark(era)
  const evidence = toyEvidence(era)
  const newEvaluator = toyEvidence(era, NEW_EVALUATOR)

  const apply = (user = 'testbo2', options: Partial<ApplyOptions> = {}) => applyAs(server(), user, options)

  async function plan(user = 'testbo2', options: Partial<ApplyOptions> = {}) {
    await using client = await server().client(user)
    return planSubmission({ benchmark, evidence, ...options, snapshot: await takeSnapshot(client) })
  }

  const approve = async (uid: number, status = 'APPROVED') => {
    const answer = await server().send('testadmin', 'PUT', `benchmarks/${uid}/`, { approval_status: status })
    expect(answer.status).toBe(200)
  }

  it('registers everything once, reads it back, and says who has to act', async () => {
    const log: string[] = []
    const applied = await apply('testbo2', {
      commit: 'a'.repeat(40),
      onProgress: ({ text }) => void log.push(text),
    })
    const first = era === 'mlcube' ? 1 : 2
    expect(applied.components.data_preparator.uid).toBe(first)
    expect(applied.components.reference_model).toMatchObject({
      uid: assumeRules(era).models ? 1 : first + 1,
      kind: 'container',
      content: first + 1,
      state: 'OPERATION',
    })
    expect(applied.benchmark).toEqual({
      uid: 1,
      name: 'toy-benchmark',
      state: 'OPERATION',
      approval: 'PENDING',
    })
    expect(applied.next).toMatchObject({
      who: 'administrator',
      text: expect.stringContaining('nobody tells them'),
    })
    expect(applied.steps).toHaveLength(4)
    expect(log).toHaveLength(8)
    expect(applied.lock).toMatchObject({
      server: server().url,
      era,
      owner: 4,
      commit: 'a'.repeat(40),
      benchmark: { uid: 1 },
    })
  })

  it('has nothing to do the second time, with the lock and without', async () => {
    const { lock } = await apply()
    const before = await server().state()
    for (const options of [{}, { lock }]) {
      const again = await apply('testbo2', options)
      expect(again.steps).toEqual([])
      expect(again.lock).toEqual(lock)
    }
    expect(await server().state()).toEqual(before)
  })

  it('does nothing that the plan did not announce, and all that it did', async () => {
    const expected = await plan()
    const applied = await apply('testbo2', { expected })
    expect(applied.steps.map(({ name }) => name)).toEqual(expected.actions.map(({ name }) => name))
    await server().reset()
    const taken = {
      ...exampleContainers(era).evaluator,
      image_hash: `sha256:${'5'.repeat(64)}`.slice(era === 'mlcube' ? 7 : 0),
    }
    expect((await server().send('testmo', 'POST', 'mlcubes/', taken)).status).toBe(201)
    await expect(apply('testbo2', { expected })).rejects.toMatchObject({ kind: 'blocked' })
  })

  it('registers a new version after the first was approved, and reuses what did not change', async () => {
    const first = await apply()
    await approve(first.benchmark.uid)
    const second = await apply('testbo2', { evidence: newEvaluator, lock: first.lock })
    expect(second.steps.map(({ collection, name }) => [collection, name])).toEqual([
      ['mlcubes', 'toy-metrics-v2'],
      ['benchmarks', 'toy-benchmark-v2'],
    ])
    expect(second.components.data_preparator).toEqual(first.components.data_preparator)
    expect(second.benchmark).toMatchObject({ uid: 2, approval: 'PENDING' })
  })

  it('writes nothing while an earlier benchmark is pending, and names who must act', async () => {
    await apply()
    const before = await server().state()
    await expect(apply('testbo2', { evidence: newEvaluator })).rejects.toMatchObject({
      kind: 'blocked',
      hint: expect.stringContaining('write to them'),
    })
    expect(await server().state()).toEqual(before)
  })

  it('goes on after an administrator rejected it, once something changed', async () => {
    const first = await apply()
    await approve(first.benchmark.uid, 'REJECTED')
    const same = await apply()
    expect(same.steps).toEqual([])
    expect(same.next).toMatchObject({ who: 'owner' })
    const second = await apply('testbo2', { evidence: newEvaluator })
    expect(second.benchmark).toMatchObject({ name: 'toy-benchmark-v2', approval: 'PENDING' })
    expect([first.stray, second.stray]).toEqual([
      [],
      [
        { collection: 'benchmarks', uid: first.benchmark.uid, name: 'toy-benchmark' },
        { collection: 'mlcubes', uid: first.components.evaluator?.uid, name: 'toy-metrics' },
      ],
    ])
  })

  it('corrects a pending draft in place, then brings it into OPERATION', async () => {
    const draft = toyBenchmark(era, { state: 'development' })
    const first = await apply('testbo2', { benchmark: draft })
    expect(first.benchmark.state).toBe('DEVELOPMENT')
    expect(first.next.who).toBe(era === 'mlcube' ? 'owner' : 'administrator')
    const second = await apply('testbo2', { benchmark: draft, evidence: newEvaluator })
    expect(second.steps.map(({ kind, name }) => [kind, name])).toEqual([['update', 'toy-metrics']])
    expect(second.benchmark.uid).toBe(first.benchmark.uid)
    const third = await apply('testbo2', { evidence: newEvaluator })
    expect(third.steps.map(({ body }) => body)).toEqual(
      Array.from({ length: 4 }, () => ({ state: 'OPERATION' })),
    )
    expect(third.benchmark).toMatchObject({ uid: first.benchmark.uid, state: 'OPERATION' })
    expect(Object.values(third.components).map(({ state }) => state)).toEqual([
      'OPERATION',
      'OPERATION',
      'OPERATION',
    ])
  })

  it('changes the address of the demo dataset of an approved benchmark in place', async () => {
    const first = await apply()
    await approve(first.benchmark.uid)
    const demoDataset = { ...evidence.demoDataset, url: 'https://new.example.org/demo.tar.gz' }
    const second = await apply('testbo2', { evidence: { ...evidence, demoDataset } })
    expect(second.steps.map(({ body }) => body)).toEqual([
      { demo_dataset_tarball_url: 'https://new.example.org/demo.tar.gz' },
    ])
  })

  it('says which field of a lock is not the server’s', async () => {
    const { lock } = await apply()
    const evaluator = expectPart(lock.components, 'evaluator')
    const fields = { ...evaluator.fields, image_hash: 'sha256:other' }
    const wrong = { ...lock, components: { ...lock.components, evaluator: { ...evaluator, fields } } }
    await expect(apply('testbo2', { lock: wrong })).rejects.toMatchObject({
      kind: 'blocked',
      message: expect.stringContaining('`evaluator.image_hash`'),
    })
  })

  it('retires what no benchmark stands on any more, on request', async () => {
    const draft = toyBenchmark(era, { state: 'development' })
    const renamed = toyBenchmark(era, {
      state: 'development',
      components: { evaluator: { name: 'toy-metrics-v2' } },
    })
    const first = await apply('testbo2', { benchmark: draft })
    const second = await apply('testbo2', { benchmark: renamed, evidence: newEvaluator })
    expect(second.components.evaluator?.uid).not.toBe(first.components.evaluator?.uid)
    const row = { collection: 'mlcubes' as const, uid: expectPart(first.components, 'evaluator').uid }
    await using client = await server().client('testbo2')
    const kept = {
      containers: new Set(Object.values(second.components).map(({ content }) => content)),
      models: new Set<number>(),
      benchmarks: new Set([second.benchmark.uid]),
    }
    expect(await retire({ client }, [row], kept)).toEqual([{ ...row, name: 'toy-metrics' }])
    expect(await retire({ client }, [row], kept)).toEqual([])
    const { json } = await server().send('testbo2', 'GET', `mlcubes/${row.uid}/`)
    expect(json['is_valid']).toBe(false)
    expect((await apply('testbo2', { benchmark: renamed, evidence: newEvaluator })).steps).toEqual([])
  })

  it('retires in OPERATION too what a rejected version leaves: benchmark, model and containers, nothing in use', async () => {
    const first = await apply()
    await approve(first.benchmark.uid, 'REJECTED')
    const other = toyBenchmark(era, {
      name: 'toy-other',
      components: {
        data_preparator: { name: 'other-prep' },
        reference_model: { name: 'other-model' },
        evaluator: { name: 'other-metrics' },
      },
    })
    const again = await apply('testbo2', { benchmark: other, evidence: newEvaluator })
    await using client = await server().client('testbo2')
    const { reference_model: model, data_preparator: preparator } = first.components
    const evaluator = expectPart(first.components, 'evaluator')
    const kept = { containers: new Set<number>(), models: new Set<number>(), benchmarks: new Set<number>() }
    // The other benchmark stands on the preparator and the model too.
    expect(again.components.data_preparator.uid).toBe(preparator.uid)
    const before = await server().state()
    const used = { collection: assumeRules(era).models ? 'models' : 'mlcubes', uid: model.uid } as const
    for (const request of [used, { collection: 'mlcubes' as const, uid: preparator.uid }])
      await expect(retire({ client }, [request], kept)).rejects.toMatchObject({
        kind: 'blocked',
        message: expect.stringContaining('`toy-other`, stands on it'),
      })
    expect(await server().state()).toEqual(before)
    const rows = [
      { collection: 'benchmarks' as const, uid: first.benchmark.uid, name: 'toy-benchmark' },
      { collection: 'mlcubes' as const, uid: evaluator.uid, name: 'toy-metrics' },
    ]
    expect(await retire({ client }, rows, kept)).toEqual(rows)
    expect((await server().send('testbo2', 'GET', `mlcubes/${evaluator.uid}/`)).json).toMatchObject({
      state: 'OPERATION',
      is_valid: false,
    })
    const benchmark = await server().send('testbo2', 'GET', `benchmarks/${first.benchmark.uid}/`)
    expect(benchmark.json).toMatchObject({ is_valid: false })
  })
})

describe.each(['container', 'model'] as const)('policies, %s era', (era) => {
  const server = serve(era)

  it('knows an owner whose benchmarks are approved at once', async () => {
    const applied = await applyAs(server(), 'testbo', {})
    expect(applied.benchmark.approval).toBe('APPROVED')
    expect(applied.next.who).toBe('nobody')
    const second = await applyAs(server(), 'testbo', { evidence: toyEvidence(era, NEW_EVALUATOR) })
    expect(second.benchmark).toMatchObject({ name: 'toy-benchmark-v2', approval: 'APPROVED' })
  })

  it('changes the policies of an approved benchmark in place', async () => {
    await applyAs(server(), 'testbo', {})
    const open = toyBenchmark(era, {
      associations: {
        datasets: { mode: 'always', allow: [] },
        models: { mode: 'allowlist', allow: [' b@Lab.Example '] },
      },
    })
    const applied = await applyAs(server(), 'testbo', { benchmark: open })
    expect(applied.steps.map(({ body }) => body)).toEqual([
      {
        dataset_auto_approval_mode: 'ALWAYS',
        dataset_auto_approval_allow_list: [],
        model_auto_approval_mode: 'ALLOWLIST',
        model_auto_approval_allow_list: ['b@lab.example'],
      },
    ])
  })
})
