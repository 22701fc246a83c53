import { MedPerfError } from '../error.ts'
import type { BenchmarkDecision, ComponentDecision, Decisions, PlanVerdict } from '../plan/decision.ts'
import type { Plan } from '../plan/schema.ts'

/** Throws kind `changed` where the server now asks for a write that the plan did not announce; less than announced is fine. */
export function expectSamePlan(expected: Plan, decisions: Decisions): void {
  const surprises = [...decisions.components, decisions.benchmark].filter(
    (decision) => decision.write !== undefined && !isAnnounced(expected, decision),
  )
  if (surprises.length === 0) return
  const list = surprises.map(({ name, verdict, reason }) => `${name} (${verdict}): ${reason}`)
  throw new MedPerfError('changed', `the server changed since the plan was made: ${list.join('; ')}`, {
    reasons: list,
    hint: 'Nothing was written. Look at the new plan, and run it again.',
  })
}

const WRITING: ReadonlySet<PlanVerdict> = new Set(['create', 'update in place', 'needs a new version'])

function isAnnounced({ actions }: Plan, decision: ComponentDecision | BenchmarkDecision): boolean {
  const role = 'role' in decision ? decision.role : undefined
  const action = actions.find((entry) => entry.role === role)
  if (action === undefined || action.name !== decision.name) return false
  // A cut run can leave a row that now only needs its state, or a benchmark that is there to be updated.
  return (
    action.verdict === decision.verdict ||
    (WRITING.has(action.verdict) && decision.verdict === 'update in place')
  )
}
