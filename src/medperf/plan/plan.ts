import type { Benchmark } from '../../benchmark/benchmark.ts'
import { known } from '../../facts/known.ts'
import { plainLine } from '../../words/text.ts'
import { assumeRules, type ServerRules } from '../rules.ts'
import type { Snapshot } from '../snapshot.ts'
import { decideSubmission } from './decide/decide.ts'
import {
  type BenchmarkDecision,
  BLOCKING,
  type ComponentDecision,
  type Decisions,
} from './decide/decision.ts'
import { imagineSnapshot, type SeenServer } from './lock/imagine.ts'
import { lockIssues } from './lock/issues.ts'
import type { Lock } from './lock/lock.ts'
import { evidenceWithLock } from './lock/snapshot.ts'
import { foreseeNext } from './next.ts'
import { requestIssues } from './requests.ts'
import type { RetireRequest } from './retire/list.ts'
import { planRetirement } from './retire/plan.ts'
import { MOST_CHANGES, type Plan, type PlanAction, type PlanChange } from './schema.ts'
import { shownJson } from './show-json.ts'
import { openDoubt } from './unsure.ts'
import type { Voice } from './voice.ts'
import { wantedState } from './wanted/compose.ts'
import type { Evidence } from './wanted/evidence.ts'
import type { Issue, WantedState } from './wanted/state.ts'

export interface PlanInput {
  readonly benchmark: Benchmark
  readonly evidence: Evidence
  /** Absent without a credential. */
  readonly snapshot?: Snapshot
  /** Of this benchmark.yaml, from the checkout. */
  readonly lock?: Lock
  /** The server and its rules, where they were found out without a credential. */
  readonly server?: SeenServer
  /** Why they were not. */
  readonly unseen?: string
  /** Rows that are to be marked as not valid. */
  readonly retire?: readonly RetireRequest[]
  /** How it is spoken of. */
  readonly voice?: Voice
  /** What else is known to stand in the way of a merge, or to be told. */
  readonly foreseen?: readonly Issue[]
  /** The writes of its rehearsal. */
  readonly rehearsed?: readonly string[]
  /** Why nothing is written, whatever the plan says. */
  readonly held?: Pick<Issue, 'message' | 'hint'>
}

/** A plan with everything that apply needs; `planSubmission` shows it. */
export interface Resolved {
  readonly snapshot: Snapshot
  readonly wanted: WantedState
  readonly decisions: Decisions
  readonly issues: readonly Issue[]
}

/** A server that nobody could ask is taken for one of the model era, unless only a later one holds such a benchmark. */
const assumeFor = ({ topology }: Benchmark): ServerRules =>
  assumeRules(topology === 'inference_script' ? 'topology' : 'model')

/** Decides from whatever is known: the server if it was asked, else the lock, else the files alone. */
export function resolvePlan({ benchmark, evidence, snapshot, lock, server }: PlanInput): Resolved {
  const seen = snapshot ?? imagineSnapshot(lock, server, assumeFor(benchmark))
  const wanted = wantedState(benchmark, evidenceWithLock(evidence, lock), seen.rules)
  const issues = snapshot === undefined || lock === undefined ? [] : lockIssues(lock, snapshot, wanted)
  const decisions = decideSubmission(seen, wanted)
  return {
    snapshot: seen,
    wanted,
    decisions,
    issues: [...issues, ...wanted.issues, ...requestIssues(seen, wanted, decisions)],
  }
}

/** What a merge will do on the MedPerf server, with a verdict for every field; pure. */
export function planSubmission(input: PlanInput): Plan {
  const resolved = resolvePlan(input)
  const { snapshot, decisions } = resolved
  const { components, benchmark } = decisions
  const whyUnsure = openDoubt(input.benchmark, evidenceWithLock(input.evidence, input.lock), resolved)
  const retirement = planRetirement(resolved, input.retire ?? [])
  const held: readonly Issue[] = input.held === undefined ? [] : [{ severity: 'error', ...input.held }]
  const issues = [...held, ...resolved.issues, ...(input.foreseen ?? []), ...retirement.issues]
  return known({
    schema: 1,
    voice: input.voice,
    server: snapshot.origin === '' ? undefined : snapshot.origin,
    era: snapshot.rules.era,
    seen: snapshot.blind ?? 'server',
    unseen: unseenOf(snapshot, input),
    actions: [...components, benchmark].map((decision) =>
      known({ ...showAction(decision), unsure: whyUnsure(decision) }),
    ),
    retire: retirement.actions.length === 0 ? undefined : retirement.actions,
    issues: issues.slice(0, 200).map((issue) =>
      known({
        ...issue,
        message: plainLine(issue.message, 600),
        hint: issue.hint === undefined ? undefined : plainLine(issue.hint, 900),
      }),
    ),
    rehearsed: input.rehearsed?.map((write) => plainLine(write, 400)),
    blocked: isBlocked(decisions, issues),
    next: foreseeNext(decisions, isBlocked(decisions, issues)),
  })
}

/** Whether nothing may be written. */
export const isBlocked = ({ components, benchmark }: Decisions, issues: readonly Issue[]): boolean =>
  [...components, benchmark].some(({ verdict }) => BLOCKING.has(verdict)) ||
  issues.some(({ severity }) => severity === 'error')

/** One decision as a plan shows it. */
export function showAction(decision: ComponentDecision | BenchmarkDecision): PlanAction {
  const { verdict, name, uid, state, reason, hint, changes } = decision
  const kind = 'collection' in decision ? ({ models: 'model', mlcubes: 'container' } as const) : undefined
  return known({
    object: kind === undefined || !('collection' in decision) ? 'benchmark' : kind[decision.collection],
    role: 'role' in decision ? decision.role : undefined,
    content: 'kind' in decision && decision.kind === 'asset' ? decision.kind : undefined,
    verdict,
    name: plainLine(name, 200),
    uid,
    state,
    approval: 'approval' in decision && decision.approval !== undefined ? decision.approval : undefined,
    reason: plainLine(reason, 600),
    hint: hint === undefined ? undefined : plainLine(hint, 900),
    changes: shownChanges(changes),
  })
}

function shownChanges(changes: ComponentDecision['changes']): PlanChange[] {
  const shown = changes.slice(0, MOST_CHANGES).map(
    ({ field, verdict, from, to, note }): PlanChange =>
      known({
        field: plainLine(field, 300),
        verdict,
        from: from === undefined ? undefined : shownJson(from, 300),
        to: to === undefined ? undefined : shownJson(to, 300),
        note: note === undefined ? undefined : plainLine(note, 300),
      }),
  )
  const rest = changes.length - shown.length
  return rest === 0 ? shown : [...shown, { field: `and ${rest} more`, verdict: 'nothing to do' }]
}

function unseenOf({ blind, rules }: Snapshot, input: PlanInput): string[] {
  if (blind === undefined) return []
  const who =
    input.server === undefined
      ? 'The server was not asked (no MedPerf credential)'
      : 'The server shows no rows without a MedPerf credential'
  const more = input.unseen === undefined ? [] : [plainLine(input.unseen, 600)]
  if (blind === 'lock') {
    return [
      `${who}: this is what follows from benchmark.lock.json. What changed on the server since then, approvals and names that others took among it, was not seen.`,
      ...more,
    ]
  }
  return [
    `${who}, and ${input.lock === undefined ? NO_LOCK : OTHER_ERA}: ${FREE}`,
    ...(input.server === undefined
      ? [`The server’s era is not known either; the ${rules.era} era is assumed.`]
      : []),
    ...more,
  ]
}

const NO_LOCK = 'there is no benchmark.lock.json'
const OTHER_ERA =
  'benchmark.lock.json is of an era that the server is not of any more, so that it is not used'
const FREE =
  'whether names are free, containers registered already or one of your benchmarks pending was not seen.'
