import { describe, expect, it } from 'vitest'
import { ERAS } from '../../src/medperf/era.ts'
import { planSubmission, resolvePlan } from '../../src/medperf/plan/plan.ts'
import { findNextStep } from '../../src/medperf/plan/step.ts'
import type { Fields } from '../../src/medperf/rows.ts'
import { expectSamePlan } from '../../src/register/same-plan.ts'
import { afterStep, decided, emptySnapshot, registered, withNewEvaluator } from '../medperf/memory-server.ts'
import { toyBenchmark, toyEvidence } from '../medperf/toy.ts'

describe.each(ERAS)('a plan that was shown, %s era', (era) => {
  const benchmark = toyBenchmark(era)
  const first = { benchmark, evidence: toyEvidence(era) }
  const second = { benchmark, evidence: withNewEvaluator(toyEvidence(era)) }
  const approved = decided(registered(emptySnapshot(era), first), 'APPROVED')
  const shown = planSubmission({ ...second, snapshot: approved })

  it('allows itself, and every part of it that a cut run left to do', () => {
    let snapshot = approved
    for (;;) {
      const resolved = resolvePlan({ ...second, snapshot })
      expect(() => expectSamePlan(shown, resolved.decisions)).not.toThrow()
      const step = findNextStep(resolved)
      if (step === undefined) break
      snapshot = afterStep(snapshot, step)
    }
  })

  it('does not allow another name, because somebody took the announced one', () => {
    const foreign = [{ uid: 90, name: 'toy-metrics-v2', owner: 9 }]
    const taken = { ...approved, others: { ...approved.others, containers: foreign } }
    const { decisions } = resolvePlan({ ...second, snapshot: taken })
    expect(() => expectSamePlan(shown, decisions)).toThrow(
      expect.objectContaining({ kind: 'changed', message: expect.stringContaining('toy-metrics-v3') }),
    )
  })

  it('does not allow a write where it announced none', () => {
    const nothing = planSubmission({ ...first, snapshot: approved })
    const { decisions } = resolvePlan({ ...second, snapshot: approved })
    expect(() => expectSamePlan(nothing, decisions)).toThrow(expect.objectContaining({ kind: 'changed' }))
  })

  it('does not allow a change in place of a draft that it would have left alone', () => {
    const draft = { ...first, benchmark: toyBenchmark(era, { state: 'development' }) }
    const snapshot = registered(emptySnapshot(era), draft)
    const nothing = planSubmission({ ...draft, snapshot })
    const touched = snapshot.mine.benchmarks.map((row) => ({
      ...row,
      fields: { ...row.fields, description: 'by hand' },
    }))
    const { decisions } = resolvePlan({
      ...draft,
      snapshot: { ...snapshot, mine: { ...snapshot.mine, benchmarks: touched } },
    })
    expect(() => expectSamePlan(nothing, decisions)).toThrow(
      expect.objectContaining({
        kind: 'changed',
        message: expect.stringMatching(/`toy-benchmark` was to stay as it is.*`description`/),
      }),
    )
  })

  it('does not write over what somebody changed in a draft since, and says what is there', () => {
    const draft = { ...first, benchmark: toyBenchmark(era, { state: 'development' }) }
    const better = { ...draft, benchmark: toyBenchmark(era, { state: 'development', description: 'Better' }) }
    const snapshot = registered(emptySnapshot(era), draft)
    const planned = planSubmission({ ...better, snapshot })
    const byHand = (fields: Fields) => ({
      ...snapshot,
      mine: {
        ...snapshot.mine,
        benchmarks: snapshot.mine.benchmarks.map((row) => ({ ...row, fields: { ...row.fields, ...fields } })),
      },
    })
    const check = (fields: Fields) =>
      expectSamePlan(planned, resolvePlan({ ...better, snapshot: byHand(fields) }).decisions)
    expect(() => check({})).not.toThrow()
    expect(() => check({ demo_dataset_tarball_url: 'https://files.example.org/moved.tar.gz' })).not.toThrow()
    expect(() => check({ description: 'by hand' })).toThrow(
      '`description` of `toy-benchmark` is "by hand" now, which the plan did not see when it was to become "Better"',
    )
    expect(() => check({ docs_url: 'https://by.hand.example' })).toThrow('`docs_url` of `toy-benchmark`')
  })

  it('allows less than it announced where an image turns out to be the registered one', () => {
    const { image } = first.evidence.components.evaluator
    const waiting = { ...image, toPush: true, ...(era === 'mlcube' ? {} : { digest: undefined }) }
    const { digest: _, ...pushed } = waiting
    const evaluator = { ...first.evidence.components.evaluator, image: pushed }
    const components = { ...first.evidence.components, evaluator }
    const planned = planSubmission({
      benchmark,
      evidence: { ...first.evidence, components },
      snapshot: approved,
    })
    const moved = { ...first.evidence.demoDataset, url: 'https://new.example.org/demo.tar.gz' }
    const now = { benchmark, evidence: { ...first.evidence, demoDataset: moved }, snapshot: approved }
    expect(() => expectSamePlan(planned, resolvePlan(now).decisions)).not.toThrow()
  })
})
