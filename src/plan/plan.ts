import type { Benchmark } from '../benchmark/benchmark.ts'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import type { Mode } from '../job/intent.ts'
import type { Job } from '../job/job.ts'
import { readLockFile } from '../lookup/lock-file.ts'
import type { Sight } from '../lookup/look.ts'
import { findLockedRules, imagineSnapshot } from '../medperf/plan/lock/imagine.ts'
import { type PlanInput, planSubmission } from '../medperf/plan/plan.ts'
import type { Plan } from '../medperf/plan/schema.ts'
import { chooseVoice } from '../medperf/plan/voice.ts'
import type { Evidence } from '../medperf/plan/wanted/evidence.ts'
import type { ServerRules } from '../medperf/rules.ts'
import type { Snapshot } from '../medperf/snapshot.ts'
import { explainCause } from '../report/outcome.ts'
import type { Report } from '../report/report.ts'
import { foreseeRefusals } from './foresee-refusals.ts'
import { foreseeNamedTags } from './named-tags.ts'
import { type Settled, settleImages } from './standing-images.ts'

/** What a merge would do, as far as it is known without the evidence. */
export interface PlanBasis {
  readonly benchmark: Benchmark
  /** Absent where the server was not asked. */
  readonly snapshot?: Snapshot
  /** What it shows without a credential, where somebody looked. */
  readonly sight?: Sight
}

/** What of a job a plan depends on. */
type PlannedJob = Pick<
  Job,
  'repository' | 'config' | 'retire' | 'standing' | 'wish' | 'log' | 'github' | 'signal'
>

/** The modes that are about the server alone. */
const ASKING: readonly Mode[] = ['plan', 'submit']

/** A report with its plan; `problem` is why there is none, which a notice of the report says too. */
export interface Planned {
  readonly report: Report
  readonly problem?: Error
  /** Images that were built, and are registered already. */
  readonly images?: Settled['images']
}

/**
 * The report with what a merge of this content would do, without a snapshot as far as files and lock alone allow; or with a
 * sentence that says why it is not known. `findEvidence` is told the rules of the server, where that or the lock shows them.
 */
export async function addPlan(
  report: Report,
  { repository, config, retire, standing, wish, log, github, signal }: PlannedJob,
  { benchmark, snapshot, sight = {} }: PlanBasis,
  findEvidence: (rules: ServerRules | undefined) => Promise<Evidence>,
): Promise<Planned> {
  if (wish.dryRun) log.say('dry run: nothing is written to the MedPerf server')
  try {
    const lock = readLockFile(repository, config)
    const { server, unseen, issue } = sight
    const rules = snapshot?.rules ?? (lock && findLockedRules(lock, server))
    const rows = snapshot ?? (lock && rules && imagineSnapshot(lock, server, rules))
    const { evidence, images } = await settleImages(benchmark, await findEvidence(rules), rows, signal)
    const byAddress = (rules ?? server?.rules)?.containers === 'files'
    const refusals = await foreseeRefusals(benchmark, { repository, github }, byAddress)
    const foreseen = [
      ...(issue === undefined ? [] : [issue]),
      ...refusals,
      ...(byAddress ? await foreseeNamedTags(benchmark, evidence, signal) : []),
    ]
    const held = standing.kind === 'open' ? standing.held : undefined
    const speaksForIt = wish.hasCredential || lock !== undefined || benchmark.submit.isStated
    const voice = chooseVoice({
      dryRun: wish.dryRun,
      speaksForIt,
      isAsked: ASKING.includes(wish.mode),
    })
    const seen = known({ snapshot, server, unseen })
    const input = known({ ...seen, benchmark, evidence, retire, lock, held, foreseen, voice })
    const plan = await planAndRehearse(input, log.say)
    return { report: { ...report, plan }, images }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    const { message, hint = '' } = explainCause(error)
    const notice = `What a merge does is not known: ${message}. ${hint}`.trim()
    return { report: { ...report, notices: [...report.notices, notice] }, problem: error }
  }
}

/** What is known of a server is enough to play it, and a plan that writes nothing needs no rehearsal. */
async function planAndRehearse(input: PlanInput, say: (line: string) => void): Promise<Plan> {
  const plan = planSubmission(input)
  const writes = plan.actions.some(({ verdict }) => verdict !== 'reuse' && verdict !== 'nothing to do')
  if (plan.blocked || plan.server === undefined || !writes) return plan
  const { addRehearsal } = await import('./rehearsal/add-rehearsal.ts')
  return addRehearsal(input, say)
}
