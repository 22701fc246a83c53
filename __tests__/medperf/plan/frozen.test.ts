import { describe, expect, it } from 'vitest'
import { ERAS } from '../../../src/medperf/era.ts'
import { planSubmission, resolvePlan } from '../../../src/medperf/plan/plan.ts'
import { findNextStep } from '../../../src/medperf/plan/step.ts'
import type { Evidence } from '../../../src/medperf/plan/wanted/evidence.ts'
import type { Snapshot } from '../../../src/medperf/snapshot.ts'
import { decided, emptySnapshot, registered, shape, withNewEvaluator } from '../memory-server.ts'
import { type ToyChanges, toyBenchmark, toyEvidence } from '../toy.ts'

describe.each(ERAS)('the plan for what is in OPERATION, %s era', (era) => {
  const benchmark = toyBenchmark(era)
  const evidence = toyEvidence(era)
  const plan = (snapshot: Snapshot, changes: ToyChanges = {}, found: Evidence = evidence) =>
    planSubmission({ benchmark: toyBenchmark(era, changes), evidence: found, snapshot })
  const fresh = emptySnapshot(era)
  const done = registered(fresh, { benchmark, evidence })
  const approved = decided(done, 'APPROVED')

  it('makes a new version when the description of a benchmark in OPERATION changes', () => {
    const made = plan(approved, { description: 'Better words' })
    expect(shape(made)[3]).toEqual(['benchmark', 'needs a new version', 'toy-benchmark-v2'])
    expect(made.actions[3]?.changes.find(({ field }) => field === 'description')?.verdict).toBe(
      'needs a new version',
    )
  })

  it('makes no new version of what only measured differently, and says so', () => {
    const other = {
      ...evidence,
      results: { accuracy: 0.5000001, auc: Number.NaN },
      demoDataset: { ...evidence.demoDataset, generatedUid: 'c'.repeat(64) },
    }
    const made = plan(approved, {}, other)
    expect(made.actions[3]?.verdict).toBe('nothing to do')
    const notes = made.actions[3]?.changes.filter(({ note }) => note !== undefined).map(({ field }) => field)
    expect(notes).toEqual(['demo_dataset_generated_uid', 'metadata.results.accuracy'])
  })

  it('updates the address of the demo dataset in place in OPERATION', () => {
    const moved = {
      ...evidence,
      demoDataset: { ...evidence.demoDataset, url: 'https://new.example.org/demo.tar.gz' },
    }
    const made = plan(approved, {}, moved)
    expect(shape(made)[3]).toEqual(['benchmark', 'update in place', 'toy-benchmark'])
    expect(findNextStep(resolvePlan({ benchmark, evidence: moved, snapshot: approved }))?.body).toEqual({
      demo_dataset_tarball_url: 'https://new.example.org/demo.tar.gz',
    })
  })

  it('updates addresses of files of a frozen container in place', () => {
    const moved = toyEvidence(era, {
      reference_model: {
        additionalFiles: {
          url: 'https://new.example.org/weights.tar.gz',
          sha256: evidence.components.reference_model.additionalFiles?.sha256 ?? '',
        },
      },
    })
    expect(shape(plan(approved, {}, moved))[1]).toEqual(['reference_model', 'update in place', 'toy-model'])
    expect(findNextStep(resolvePlan({ benchmark, evidence: moved, snapshot: approved }))).toMatchObject({
      kind: 'update',
      collection: 'mlcubes',
      body: { additional_files_tarball_url: 'https://new.example.org/weights.tar.gz' },
    })
  })

  it('goes back to an earlier version that is exactly what is wanted', () => {
    const second = decided(
      registered(approved, { benchmark, evidence: withNewEvaluator(evidence) }),
      'APPROVED',
    )
    expect(shape(plan(second))[3]).toEqual(['benchmark', 'nothing to do', 'toy-benchmark'])
  })

  it('submits nothing again that was rejected, but what was changed since', () => {
    const rejected = decided(done, 'REJECTED')
    expect(plan(rejected).actions[3]).toMatchObject({ verdict: 'nothing to do', name: 'toy-benchmark' })
    expect(plan(rejected).actions[3]?.reason).toContain('rejected')
    expect(plan(rejected).next.who).toBe('owner')
    expect(shape(plan(rejected, {}, withNewEvaluator(evidence)))[3]).toEqual([
      'benchmark',
      'needs a new version',
      'toy-benchmark-v2',
    ])
  })
})
