import type { Benchmark } from '../../benchmark/benchmark.ts'
import { ROLES, type Role } from '../../containers/roles.ts'
import type { ContentKind } from '../era.ts'
import { MedPerfError } from '../error.ts'
import type { Lock } from '../lock.ts'
import { BLOCKING } from '../plan/decision.ts'
import type { Evidence } from '../plan/evidence.ts'
import { keptBy } from '../plan/in-use.ts'
import { type Next, nextOf } from '../plan/next.ts'
import { isBlocked, type Resolved, resolve } from '../plan/plan.ts'
import { namesOf } from '../plan/plan-retirement.ts'
import type { Retirable } from '../plan/retire-list.ts'
import { strayRows } from '../plan/retirement.ts'
import type { Plan } from '../plan/schema.ts'
import type { Approval, BenchmarkRow, State } from '../rows.ts'
import { type GivenUids, refreshSnapshot, type Snapshot, takeSnapshot } from '../snapshot.ts'
import { expectSamePlan } from './expected.ts'
import { lockOf } from './lock-of.ts'
import { type PerformOptions, perform } from './perform.ts'
import { nextStep, type Step, stepKey } from './step.ts'

export interface ApplyOptions extends PerformOptions {
  readonly benchmark: Benchmark
  readonly evidence: Evidence
  readonly lock?: Lock
  /** The commit that is registered; it goes into the lock. */
  readonly commit?: string
  /** A plan that was shown: nothing is written that it did not announce. */
  readonly expected?: Plan
}

/** A registered part as it is on the server. */
export interface Registered {
  readonly uid: number
  readonly kind: ContentKind
  /** Of the container or asset itself; the same as `uid` unless the part is a model. */
  readonly content: number
  readonly name: string
  readonly state: State
}

export interface Applied {
  readonly benchmark: {
    readonly uid: number
    readonly name: string
    readonly state: State
    readonly approval: Approval
  }
  readonly components: Readonly<Record<Role, Registered>>
  /** Who has to act now. */
  readonly next: Next
  /** Rows under this benchmark's names on which nothing stands any more; they can be retired on request. */
  readonly stray: readonly Retirable[]
  /** The writes of this run; empty where there was nothing to do. */
  readonly steps: readonly Step[]
  readonly lock: Lock
}

/** More than a plan can hold: two for each component, two for the benchmark, and room. */
const MOST_STEPS = 20

/**
 * Brings the server to what benchmark.yaml and the test say. It looks, decides, makes one write, and looks again, so that it
 * can be cut after any request and run again: what is there already is found, by name and content, and never written twice.
 */
export async function applySubmission(options: ApplyOptions): Promise<Applied> {
  const { client, expected } = options
  let snapshot = await takeSnapshot(client, givenUids(options.evidence))
  let resolved = resolve({ ...options, snapshot })
  expectUnblocked(resolved)
  if (expected !== undefined) expectSamePlan(expected, resolved.decisions)
  const done: Step[] = []
  for (let step = nextStep(resolved); step !== undefined; step = nextStep(resolved)) {
    expectProgress(done, step)
    await performOrExplain(options, step)
    done.push(step)
    snapshot = await refreshSnapshot(client, snapshot)
    resolved = resolve({ ...options, snapshot })
    expectUnblocked(resolved)
  }
  return applied(options, resolved, snapshot, done)
}

/** The uids that benchmark.yaml names, for the snapshot. */
export const givenUids = ({ components }: Evidence): GivenUids =>
  Object.fromEntries(
    ROLES.flatMap((role) => {
      const { uid } = components[role]
      return uid === undefined ? [] : [[role, uid]]
    }),
  )

/** Throws kind `blocked` with everything that stands in the way; nothing was written for it. */
function expectUnblocked({ decisions, wanted, issues }: Resolved, cause?: MedPerfError): void {
  const all = [...decisions.components, decisions.benchmark]
  const refused = all.filter(({ verdict }) => BLOCKING.has(verdict))
  const errors = issues.filter(({ severity }) => severity === 'error')
  const unknown = [...Object.values(wanted.components), wanted.benchmark].flatMap((part) =>
    Object.entries(part.unknown).map(([field, when]) => `${part.name}: \`${field}\` is not known (${when})`),
  )
  if (!isBlocked(decisions, issues) && unknown.length === 0) return
  const reasons = [
    ...refused.map(({ name, verdict, reason }) => `${name} (${verdict}): ${reason}`),
    ...errors.map(({ message }) => message),
    ...unknown,
  ]
  const hint = [...refused, ...errors].flatMap((entry) => entry.hint ?? []).join(' ')
  throw new MedPerfError('blocked', `nothing can be registered: ${reasons.join('; ')}`, {
    reasons,
    ...(hint === '' ? {} : { hint }),
    ...(cause === undefined ? {} : { cause }),
  })
}

/** The same write twice in one run means that somebody undid the first. */
function expectProgress(done: readonly Step[], step: Step): void {
  const again = done.some((earlier) => stepKey(earlier) === stepKey(step))
  if (!again && done.length < MOST_STEPS) return
  throw new MedPerfError(
    'changed',
    `${step.collection} \`${step.name}\` was changed by somebody else while this ran`,
    {
      hint: 'Let only one run at a time (`concurrency`), and run it again.',
    },
  )
}

/** A refused write is explained by what the server holds now: a name or content that somebody took meanwhile. */
async function performOrExplain(options: ApplyOptions, step: Step): Promise<void> {
  try {
    await perform(options, step)
  } catch (error) {
    if (!(error instanceof MedPerfError) || error.kind !== 'refused') throw error
    const snapshot = await takeSnapshot(options.client, givenUids(options.evidence))
    expectUnblocked(resolve({ ...options, snapshot }), error)
    throw error
  }
}

function applied(
  options: ApplyOptions,
  resolved: Resolved,
  snapshot: Snapshot,
  steps: readonly Step[],
): Applied {
  const row = benchmarkRow(resolved, snapshot)
  const components = Object.fromEntries(
    resolved.decisions.components.map(({ role, candidate }) => {
      if (candidate === undefined) throw new TypeError(`no row for the ${role}`)
      const { uid, kind, contentUid: content, name, state } = candidate
      return [role, { uid, kind, content, name, state }]
    }),
  ) as Record<Role, Registered>
  const { uid, name, state, approval } = row
  return {
    benchmark: { uid, name, state, approval },
    components,
    next: nextOf(snapshot.era, state, approval),
    stray: strayRows(snapshot, namesOf(resolved.wanted), keptBy(resolved.decisions)),
    steps,
    lock: lockOf(options, resolved, snapshot, row),
  }
}

function benchmarkRow({ decisions }: Resolved, snapshot: Snapshot): BenchmarkRow {
  const row = snapshot.mine.benchmarks.find(({ uid }) => uid === decisions.benchmark.uid)
  if (row === undefined) throw new TypeError('no row for the benchmark')
  return row
}
