import { ExpectedError } from '../../facts/error.ts'
import { known } from '../../facts/known.ts'
import { type PlanInput, planSubmission } from '../../medperf/plan/plan.ts'
import type { Plan } from '../../medperf/plan/schema.ts'
import type { Issue } from '../../medperf/plan/wanted/state.ts'
import { explainCause } from '../../report/outcome.ts'
import { type Rehearsal, rehearse } from './rehearse.ts'

/** The plan with the writes of its rehearsal; what refuses one of them there forbids it. Each write is said as a line of the log. */
export async function addRehearsal(input: PlanInput, say: (line: string) => void): Promise<Plan> {
  const { writes, issue } = await tryRehearsal(input)
  for (const write of writes) say(`rehearsed: ${write}`)
  const foreseen = [...(input.foreseen ?? []), ...(issue === undefined ? [] : [issue])]
  return planSubmission({ ...input, foreseen, rehearsed: writes })
}

async function tryRehearsal(
  input: PlanInput,
): Promise<Pick<Rehearsal, 'writes'> & { readonly issue?: Issue }> {
  try {
    const { writes, refused } = await rehearse(input)
    if (refused === undefined) return { writes }
    const { message, hint } = refused.error
    const issue = known({
      severity: 'error' as const,
      message: `a MedPerf server of this kind refuses request ${writes.length + 1} of the registration, ${refused.write}: ${message}`,
      hint: hint ?? 'Change what it names. Nothing is written before all of it can be.',
      code: 'rehearsal-refused',
    })
    return { writes, issue }
  } catch (error) {
    const { message } = explainCause(error)
    const why = error instanceof ExpectedError ? message : `an error of this action: ${message}`
    const issue = {
      severity: 'notice' as const,
      message: `the registration was not rehearsed (${why})`,
      hint: 'It can go on all the same. If it is an error of this action, please report it.',
      code: 'not-rehearsed',
    }
    return { writes: [], issue }
  }
}
