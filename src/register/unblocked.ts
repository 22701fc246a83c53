import { MedPerfError } from '../facts/error.ts'
import { BLOCKING } from '../medperf/plan/decide/decision.ts'
import type { Plan } from '../medperf/plan/schema.ts'

/** Throws a MedPerfError of kind `blocked` with everything that stands in the way, before anything is published for it. */
export function expectUnblocked({ blocked, actions, issues }: Plan): void {
  if (!blocked) return
  const refused = actions.filter(({ verdict }) => BLOCKING.has(verdict))
  const errors = issues.filter(({ severity }) => severity === 'error')
  const reasons = [
    ...refused.map(({ name, verdict, reason }) => `${name} (${verdict}): ${reason}`),
    ...errors.map(({ message }) => message),
  ]
  const hint = [...refused, ...errors].flatMap((entry) => entry.hint ?? []).join(' ')
  throw new MedPerfError('blocked', `nothing can be registered: ${reasons.join('; ')}`, {
    reasons,
    ...(hint === '' ? {} : { hint }),
  })
}
