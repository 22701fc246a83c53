import type { Benchmark } from '../benchmark/benchmark.ts'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import type { Parts } from '../facts/role.ts'
import { refreshSnapshot, takeSnapshot } from '../lookup/snapshot.ts'
import type { Lock } from '../medperf/plan/lock/lock.ts'
import { decideNext } from '../medperf/plan/next.ts'
import { isBlocked, type Resolved, resolvePlan } from '../medperf/plan/plan.ts'
import { listKept } from '../medperf/plan/retire/in-use.ts'
import { findStrayRows } from '../medperf/plan/retire/judge.ts'
import { listNames } from '../medperf/plan/retire/plan.ts'
import type { Plan } from '../medperf/plan/schema.ts'
import { findNextStep, MOST_STEPS, makeStepKey, type Step } from '../medperf/plan/step.ts'
import { type Evidence, listGivenUids } from '../medperf/plan/wanted/evidence.ts'
import type { BenchmarkRow } from '../medperf/rows.ts'
import type { ServerRules } from '../medperf/rules.ts'
import type { Snapshot } from '../medperf/snapshot.ts'
import type { Applied, RegisteredPart } from '../report/outcome.ts'
import type { Client } from '../server/client.ts'
import { expectUnblocked, type Obstacles } from './expect-unblocked.ts'
import { makeLock } from './lock.ts'
import { type PerformOptions, perform } from './perform.ts'
import { expectSamePlan } from './same-plan.ts'

export interface ApplyOptions extends PerformOptions {
  readonly benchmark: Benchmark
  readonly evidence: Evidence
  readonly lock?: Lock
  /** The commit that is registered; it goes into the lock. */
  readonly commit?: string
  /** A plan that was shown: nothing is written that it did not announce. */
  readonly expected?: Plan
}

/** What was applied, with the writes of this run. */
export interface Submitted extends Applied {
  readonly steps: readonly Step[]
}

/**
 * Brings the server to what benchmark.yaml and the test say. It looks, decides, makes one write, and looks again, so that it
 * can be cut after any request and run again: what is there already is found, by name and content, and never written twice.
 */
export async function applySubmission(options: ApplyOptions): Promise<Submitted> {
  const { client, expected } = options
  const rules = await lookAgain(client)
  let snapshot = { ...(await takeSnapshot(client, listGivenUids(options.evidence))), rules }
  let resolved = resolvePlan({ ...options, snapshot })
  expectUnblocked(findObstacles(resolved))
  if (expected !== undefined) expectSamePlan(expected, resolved.decisions)
  const done: Step[] = []
  for (let step = findNextStep(resolved); step !== undefined; step = findNextStep(resolved)) {
    expectProgress(done, step)
    await performOrExplain(options, step)
    done.push(step)
    snapshot = { ...(await refreshSnapshot(client, snapshot)), rules }
    resolved = resolvePlan({ ...options, snapshot })
    expectUnblocked(findObstacles(resolved))
  }
  return applied(options, resolved, snapshot, done)
}

/**
 * What the server does now, before the first write: the test may have taken hours since it was found out. Throws kind `changed`
 * where it became another one.
 */
async function lookAgain(client: Client): Promise<ServerRules> {
  const { requests: before, ...was } = client.rules
  const { requests, ...is } = await client.detect()
  // Lengths may have been told the first time alone.
  const isUntold = before !== undefined && requests === undefined
  const isSame = isUntold ? is.era === was.era : JSON.stringify(is) === JSON.stringify(was)
  if (isSame && is.doubt === undefined) return known({ ...was, requests: requests ?? before })
  if (is.doubt !== undefined) return { ...was, doubt: is.doubt }
  throw new ExpectedError(
    'changed',
    'the MedPerf server takes other registrations than when it was looked at: it was brought to another version meanwhile',
    { hint: 'Nothing was written. Run it again: the new plan shows what it means.', code: 'server-changed' },
  )
}

/** What stands in the way of writing, values that are not known yet among it. */
function findObstacles({ decisions, wanted, issues }: Resolved): Obstacles {
  const parts = [...Object.values(wanted.components), wanted.benchmark]
  return {
    blocked: isBlocked(decisions, issues),
    actions: [...decisions.components, decisions.benchmark],
    issues,
    unknown: parts.flatMap(({ name, unknown }) =>
      Object.entries(unknown).map(([field, when]) => `${name}: \`${field}\` is not known (${when})`),
    ),
  }
}

/** The same write twice in one run means that somebody undid the first. */
function expectProgress(done: readonly Step[], step: Step): void {
  const again = done.some((earlier) => makeStepKey(earlier) === makeStepKey(step))
  if (!again && done.length < MOST_STEPS) return
  throw new ExpectedError(
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
    if (!(error instanceof ExpectedError) || error.kind !== 'refused') throw error
    const snapshot = await takeSnapshot(options.client, listGivenUids(options.evidence))
    expectUnblocked(findObstacles(resolvePlan({ ...options, snapshot })), error)
    throw error
  }
}

function applied(
  options: ApplyOptions,
  resolved: Resolved,
  snapshot: Snapshot,
  steps: readonly Step[],
): Submitted {
  const row = benchmarkRow(resolved, snapshot)
  const components = Object.fromEntries(
    resolved.decisions.components.map(({ role, candidate }) => {
      if (candidate === undefined) throw new TypeError(`no row for the ${role}`)
      const { uid, kind, contentUid: content, name, state } = candidate
      return [role, { uid, kind, content, name, state }]
    }),
  ) as Parts<RegisteredPart>
  const { uid, name, state, approval } = row
  return {
    benchmark: { uid, name, state, approval },
    components,
    next: decideNext(snapshot.rules, state, approval),
    stray: findStrayRows(snapshot, listNames(resolved.wanted), listKept(resolved.decisions)),
    steps,
    lock: makeLock(options, resolved, snapshot, row),
  }
}

function benchmarkRow({ decisions }: Resolved, snapshot: Snapshot): BenchmarkRow {
  const row = snapshot.mine.benchmarks.find(({ uid }) => uid === decisions.benchmark.uid)
  if (row === undefined) throw new TypeError('no row for the benchmark')
  return row
}
