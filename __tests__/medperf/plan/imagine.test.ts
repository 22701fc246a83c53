import { describe, expect, it } from 'vitest'
import type { Era } from '../../../src/medperf/era.ts'
import type { Lock } from '../../../src/medperf/plan/lock/lock.ts'
import { type PlanInput, planSubmission, resolvePlan } from '../../../src/medperf/plan/plan.ts'
import { assumeRules } from '../../../src/medperf/rules.ts'
import { makeLock } from '../../../src/register/lock.ts'
import { decided, emptySnapshot, registered } from '../memory-server.ts'
import { toyBenchmark, toyEvidence } from '../toy.ts'

type Input = Pick<PlanInput, 'benchmark' | 'evidence'>

/** What a merge on a server of an era would have left. */
function lockOf(era: Era): Lock {
  const input: Input = { benchmark: toyBenchmark(era), evidence: toyEvidence(era) }
  const snapshot = decided(registered(emptySnapshot(era), input), 'APPROVED')
  const [row] = snapshot.mine.benchmarks
  if (row === undefined) throw new Error('nothing was registered')
  return makeLock(input, resolvePlan({ ...input, snapshot }), snapshot, row)
}

const ORIGIN = emptySnapshot('model').origin
const verdicts = (input: PlanInput) => planSubmission(input).actions.map(({ verdict }) => verdict)
const DONE = ['reuse', 'reuse', 'reuse', 'nothing to do']

describe('a plan without a credential', () => {
  const model: Input = { benchmark: toyBenchmark('model'), evidence: toyEvidence('model') }

  it('knows from a lock what is registered, whether the server was seen or not', () => {
    const lock = lockOf('model')
    expect(verdicts({ ...model, lock })).toEqual(DONE)
    const server = { origin: ORIGIN, rules: assumeRules('model') }
    expect(verdicts({ ...model, lock, server })).toEqual(DONE)
    const elsewhere = { origin: 'https://other.example.org', rules: assumeRules('mlcube') }
    expect(verdicts({ ...model, lock, server: elsewhere })).toEqual(DONE)
  })

  it('knows what a server made of its benchmarks that got topologies since', () => {
    const server = { origin: ORIGIN, rules: assumeRules('topology') }
    const plan = planSubmission({ ...model, lock: lockOf('model'), server })
    expect(plan.actions.map(({ verdict }) => verdict)).toEqual(DONE)
    expect(plan).toMatchObject({ era: 'topology', seen: 'lock', blocked: false })
  })

  it('leaves a lock aside whose server is of another era now, and says so', () => {
    const server = { origin: ORIGIN, rules: assumeRules('model') }
    const plan = planSubmission({ ...model, lock: lockOf('container'), server })
    expect(plan).toMatchObject({ era: 'model', seen: 'nothing', server: ORIGIN })
    expect(plan.actions.map(({ verdict }) => verdict)).toEqual(['create', 'create', 'create', 'create'])
    expect(plan.unseen).toEqual([expect.stringMatching(/is of an era that the server is not of any more/)])
  })

  it('names the server that was seen, and says what was not', () => {
    const server = { origin: ORIGIN, rules: assumeRules('topology') }
    const seen = planSubmission({ ...model, server })
    expect(seen).toMatchObject({ era: 'topology', server: ORIGIN })
    expect(seen.unseen.join()).not.toContain('assumed')
    const unseen = planSubmission({ ...model, unseen: 'What the server takes was not seen either: x.' })
    expect(unseen.unseen.slice(1)).toEqual([
      'The server’s era is not known either; the model era is assumed.',
      'What the server takes was not seen either: x.',
    ])
  })

  it('is blocked where a server is of no known kind', () => {
    const doubt = { because: 'there are models, and containers are addresses of files', hint: 'Ask.' }
    const plan = planSubmission({
      ...model,
      server: { origin: ORIGIN, rules: { ...assumeRules('model'), doubt } },
    })
    expect(plan.blocked).toBe(true)
    expect(plan.issues).toContainEqual({
      severity: 'error',
      code: 'unknown-server',
      message: `this MedPerf server is of no known kind, so that nothing is written to it: ${doubt.because}`,
      hint: 'Ask.',
    })
  })
})
