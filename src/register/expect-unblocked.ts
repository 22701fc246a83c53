import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { BLOCKING, type PlanVerdict } from '../medperf/plan/decide/decision.ts'
import type { Issue } from '../medperf/plan/wanted/state.ts'

/** What may stand in the way of a registration; a plan is that. */
export interface Obstacles {
  readonly blocked: boolean
  readonly actions: readonly {
    readonly name: string
    readonly verdict: PlanVerdict
    readonly reason: string
    readonly hint?: string | undefined
  }[]
  readonly issues: readonly {
    readonly severity: Issue['severity']
    readonly message: string
    readonly hint?: string | undefined
  }[]
  /** Values that have to be known before anything is written. */
  readonly unknown?: readonly string[]
}

/** Throws an ExpectedError of kind `blocked` with everything that stands in the way, before anything is written or published for it. */
export function expectUnblocked({ blocked, actions, issues, unknown = [] }: Obstacles, cause?: Error): void {
  if (!blocked && unknown.length === 0) return
  const refused = actions.filter(({ verdict }) => BLOCKING.has(verdict))
  const errors = issues.filter(({ severity }) => severity === 'error')
  const reasons = [
    ...refused.map(({ name, verdict, reason }) => `${name} (${verdict}): ${reason}`),
    ...errors.map(({ message }) => message),
    ...unknown,
  ]
  // One thing to do may be what several of them need.
  const hints = new Set([...refused, ...errors].flatMap((entry) => entry.hint ?? []))
  const hint = [...hints].join(' ')
  const message = `nothing can be registered: ${[...new Set(reasons)].join('; ')}`
  throw new ExpectedError(
    'blocked',
    message,
    known({ reasons, hint: hint || 'Correct that, and run it again: nothing was written.', cause }),
  )
}
