import { describe, expect, it } from 'vitest'
import { ExpectedError } from '../../../src/facts/error.ts'
import { expectPart } from '../../../src/facts/role.ts'
import { ERAS, type Era } from '../../../src/medperf/era.ts'
import { type Lock, readLock, writeLock } from '../../../src/medperf/plan/lock/lock.ts'
import { planSubmission, resolvePlan } from '../../../src/medperf/plan/plan.ts'
import type { Evidence } from '../../../src/medperf/plan/wanted/evidence.ts'
import type { Snapshot } from '../../../src/medperf/snapshot.ts'
import { makeLock } from '../../../src/register/lock.ts'
import { rawNumber } from '../../../src/yaml/value.ts'
import { decided, emptySnapshot, registered } from '../memory-server.ts'
import { toyBenchmark, toyEvidence } from '../toy.ts'

const NEW_DIGEST = `sha256:${'9'.repeat(64)}`

function locked(
  era: Era,
  evidence: Evidence = toyEvidence(era),
  state: 'operation' | 'development' = 'operation',
) {
  const benchmark = toyBenchmark(era, { state })
  const snapshot = decided(registered(emptySnapshot(era), { benchmark, evidence }), 'APPROVED')
  const [row] = snapshot.mine.benchmarks
  if (row === undefined) throw new Error('no benchmark')
  const commit = 'c'.repeat(40)
  const lock = makeLock(
    { benchmark, evidence, commit },
    resolvePlan({ benchmark, evidence, snapshot }),
    snapshot,
    row,
  )
  return { benchmark, evidence, snapshot, lock }
}

const errors = (lock: Lock, snapshot: Snapshot, era: Era, evidence = toyEvidence(era)) =>
  planSubmission({ benchmark: toyBenchmark(era), evidence, snapshot, lock })
    .issues.filter(({ severity }) => severity === 'error')
    .map(({ message }) => message)

describe.each(ERAS)('the lock, %s era', (era) => {
  it('survives the way to the file and back, and the same lock gives the same bytes', () => {
    const { lock } = locked(era)
    const read = readLock(writeLock(lock))
    expect(read).toEqual(lock)
    expect(writeLock(read)).toBe(writeLock(lock))
  })

  it('agrees with the server it was written for', () => {
    const { lock, snapshot } = locked(era)
    expect(errors(lock, snapshot, era)).toEqual([])
  })

  it('alone gives the plan of a change, and says what it could not see', () => {
    const { lock } = locked(era)
    const same = planSubmission({ benchmark: toyBenchmark(era), evidence: toyEvidence(era), lock })
    expect(same.actions.map(({ verdict }) => verdict)).toEqual(['reuse', 'reuse', 'reuse', 'nothing to do'])
    expect(same.seen).toBe('lock')
    expect(same.unseen.join()).toContain('was not asked')
    const image = era === 'mlcube' ? { imageId: NEW_DIGEST, digest: NEW_DIGEST } : { digest: NEW_DIGEST }
    const changed = planSubmission({
      benchmark: toyBenchmark(era),
      evidence: toyEvidence(era, { evaluator: { image } }),
      lock,
    })
    expect(changed.actions.slice(2).map(({ verdict, name }) => [verdict, name])).toEqual([
      ['needs a new version', 'toy-metrics-v2'],
      ['needs a new version', 'toy-benchmark-v2'],
    ])
    expect(changed.actions[2]?.changes.find(({ field }) => field === 'image_hash')?.from).toContain('3333')
  })

  it('that disagrees with the server is an error which names the field', () => {
    const { lock, snapshot } = locked(era)
    const evaluator = expectPart(lock.components, 'evaluator')
    const other = (part: Partial<typeof evaluator>): Lock => ({
      ...lock,
      components: { ...lock.components, evaluator: { ...evaluator, ...part } },
    })
    const hash = { ...evaluator.fields, image_hash: 'other' }
    expect(errors(other({ fields: hash }), snapshot, era)[0]).toMatch(
      /`evaluator\.image_hash`: the lock says "other"/,
    )
    expect(errors(other({ uid: 999 }), snapshot, era)[0]).toContain('`evaluator.uid`: the lock says 999')
    expect(errors(other({ name: 'x' }), snapshot, era)[0]).toContain('`evaluator.name`')
    expect(errors({ ...lock, server: 'https://other.example' }, snapshot, era)[0]).toContain('`server`')
    expect(errors({ ...lock, owner: 9 }, snapshot, era)[0]).toContain('`owner`')
    const benchmark = { ...lock.benchmark, fields: { ...lock.benchmark.fields, description: 'old' } }
    expect(errors({ ...lock, benchmark }, snapshot, era)[0]).toContain('`benchmark.description`')
  })

  it('may be behind: approved, brought into OPERATION by hand, or half of an interrupted merge', () => {
    const draft = locked(era, toyEvidence(era), 'development')
    const { snapshot } = locked(era)
    const { benchmark } = draft.lock
    expect(
      errors({ ...draft.lock, benchmark: { ...benchmark, approvalStatus: 'PENDING' } }, snapshot, era),
    ).toEqual([])
    const image = era === 'mlcube' ? { imageId: NEW_DIGEST, digest: NEW_DIGEST } : { digest: NEW_DIGEST }
    const next = toyEvidence(era, { evaluator: { image } })
    const half = registered(draft.snapshot, {
      benchmark: toyBenchmark(era, { state: 'development' }),
      evidence: next,
    })
    expect(errors(draft.lock, half, era, next)).toEqual([])
    expect(errors(draft.lock, half, era)[0]).toContain('`evaluator.image_hash`')
  })

  it('cannot be ahead of the server', () => {
    const { lock } = locked(era)
    const draft = locked(era, toyEvidence(era), 'development')
    expect(errors(lock, draft.snapshot, era).join()).toContain('`data_preparator.state`')
  })
})

describe('the lock file', () => {
  const { lock } = locked('model')

  it('keeps the digits of parameters', () => {
    const evaluator = expectPart(lock.components, 'evaluator')
    const fields = {
      ...evaluator.fields,
      parameters_config: { seed: rawNumber('12345678901234567890') },
    }
    const components = { ...lock.components, evaluator: { ...evaluator, fields } }
    expect(writeLock(readLock(writeLock({ ...lock, components })))).toContain('12345678901234567890')
  })

  it.each<[string, string]>([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['another schema', JSON.stringify({ ...lock, schema: 2 })],
    ['an unknown key', JSON.stringify({ ...lock, token: 'x' })],
    ['a merge conflict', `<<<<<<< ours\n${writeLock(lock)}`],
  ])('that is %s is an error that says what to do', (_what, text) => {
    const error = (() => {
      try {
        readLock(text, 'benchmark.lock.json')
      } catch (caught) {
        return caught
      }
      return undefined
    })()
    expect(error).toBeInstanceOf(ExpectedError)
    expect(error).toMatchObject({ kind: 'lock', hint: expect.stringContaining('delete it') })
  })

  it('of another era is left aside with a notice', () => {
    const { snapshot } = locked('container')
    const plan = planSubmission({
      benchmark: toyBenchmark('container'),
      evidence: toyEvidence('container'),
      snapshot,
      lock,
    })
    expect(plan.blocked).toBe(false)
    expect(plan.issues).toContainEqual(expect.objectContaining({ severity: 'notice' }))
  })

  it('tells the digest of an image that was built again with the same ID', () => {
    const id = lock.components.evaluator?.imageId ?? ''
    const built = toyEvidence('model', { evaluator: { image: { imageId: id, toPush: true } } })
    const plan = planSubmission({ benchmark: toyBenchmark('model'), evidence: built, lock })
    expect(plan.actions[2]?.verdict).toBe('reuse')
    const other = toyEvidence('model', { evaluator: { image: { imageId: NEW_DIGEST, toPush: true } } })
    expect(
      planSubmission({ benchmark: toyBenchmark('model'), evidence: other, lock }).actions[2]?.verdict,
    ).toBe('needs a new version')
  })
})
