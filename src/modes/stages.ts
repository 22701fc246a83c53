import type { Benchmark } from '../benchmark/benchmark.ts'
import { MedPerfError } from '../facts/error.ts'
import { StepFailure } from '../facts/failure.ts'
import type { GivenUids } from '../facts/uids.ts'
import { openGitHub } from '../github/client.ts'
import type { Intent } from '../job/intent.ts'
import type { Job } from '../job/job.ts'
import { commitOf } from '../job/trigger.ts'
import { hasCredential } from '../lookup/credential.ts'
import { readLockFile } from '../lookup/lock-file.ts'
import { openServer } from '../lookup/server.ts'
import { askOwner } from '../lookup/sign-in.ts'
import { takeSnapshot } from '../lookup/snapshot.ts'
import type { Evidence } from '../medperf/plan/wanted/evidence.ts'
import type { Snapshot } from '../medperf/snapshot.ts'
import { evidenceOf } from '../plan/evidence.ts'
import { planFor } from '../plan/plan.ts'
import { foreseen } from '../plan/publications.ts'
import { register } from '../register/register.ts'
import { expectUnblocked } from '../register/unblocked.ts'
import { brokenOff, notPassed, type Registered, reasonOf, type Written } from '../report/outcome.ts'
import type { Report } from '../report/report.ts'
import type { Client } from '../server/client.ts'

/** What is known of the MedPerf server before a container starts; `client` is there only where something will be written. */
export interface Asked extends AsyncDisposable {
  readonly snapshot?: Snapshot
  readonly client?: Client
}

const NOT_ASKED: Asked = { [Symbol.asyncDispose]: async () => {} }

/**
 * Reads the server, the components named by `uid` among it, where there is somebody to read it as. Unless something will be
 * written, the connection is closed at once, and the credential forgotten, before the containers start. Rejects with a
 * MedPerfError.
 */
export async function askServer(job: Job, intent: Intent, given: GivenUids): Promise<Asked> {
  const { inputs } = job
  // Nobody waits beside a pull request for somebody to sign in.
  if (intent === 'apply' ? !hasCredential(inputs) : inputs.medperfToken === undefined) return NOT_ASKED
  const client = await openServer(inputs, askOwner(job))
  try {
    const snapshot = await takeSnapshot(client, given, inputs.retire)
    if (intent === 'apply') return { snapshot, client, [Symbol.asyncDispose]: () => client.close() }
    await client.close()
    return { ...NOT_ASKED, snapshot }
  } catch (error) {
    await client.close()
    throw error
  }
}

/** The report with its plan, and the registration where this run is a merge and the test passed. */
export async function planAndRegister(
  { report, benchmark }: { readonly report: Report; readonly benchmark?: Benchmark },
  { job, intent, asked }: { readonly job: Job; readonly intent: Intent; readonly asked: Asked },
): Promise<{ readonly report: Report; readonly registered?: Registered }> {
  const isMerge = intent === 'apply'
  if (benchmark === undefined) return isMerge ? { report, registered: notPassed(report) } : { report }
  const { report: planned, problem } = await withPlan(report, benchmark, job, asked.snapshot, async () => {
    // Packing takes time, and tells nothing where there is nothing to compare with.
    const seen = asked.snapshot ?? readLockFile(job.runner.workspace, job.inputs.config)
    return evidenceOf(
      benchmark,
      report,
      seen === undefined ? undefined : await foreseen(benchmark, job, seen.era),
    )
  })
  if (!isMerge || asked.client === undefined) return { report: planned }
  if (report.verdict !== 'passed') return { report: planned, registered: notPassed(report) }
  const registered = await attempt(job, asked.client, benchmark, planned, problem)
  // After a registration there is nothing left that a merge would do.
  return { report: registered.kind === 'done' ? report : planned, registered }
}

/** A report with its plan; `problem` is why there is none, which a notice of the report says too. */
export interface Planned {
  readonly report: Report
  readonly problem?: Error
}

/** The report with the plan of a merge, or a sentence that says why it is not known. */
export async function withPlan(
  report: Report,
  benchmark: Benchmark,
  job: Job,
  snapshot: Snapshot | undefined,
  evidence: () => Promise<Evidence>,
): Promise<Planned> {
  try {
    return { report: { ...report, plan: planFor(job, benchmark, await evidence(), snapshot) } }
  } catch (error) {
    if (!(error instanceof MedPerfError || error instanceof StepFailure)) throw error
    const { message, hint = '' } = reasonOf(error)
    const notice = `What a merge does is not known: ${message}. ${hint}`.trim()
    return { report: { ...report, notices: [...report.notices, notice] }, problem: error }
  }
}

async function attempt(
  job: Job,
  client: Client,
  benchmark: Benchmark,
  report: Report,
  problem?: Error,
): Promise<Registered> {
  const { inputs, runner, trigger } = job
  const { plan } = report
  const commit = commitOf(trigger)
  const written: Written[] = []
  try {
    if (commit === undefined) throw new MedPerfError('blocked', 'the commit to register is not known')
    // Nothing is written that was not announced.
    if (plan === undefined)
      throw problem ?? new MedPerfError('blocked', 'what is to be registered is not known')
    expectUnblocked(plan)
    const github = await openGitHub({ token: inputs.token ?? '', apiUrl: runner.apiUrl })
    const onWritten = (one: Written) => void written.push(one)
    const request = { job, client, github, benchmark, report, commit, plan, onWritten }
    return { kind: 'done', registration: await register(request) }
  } catch (error) {
    job.signal.throwIfAborted()
    return brokenOff(error, written)
  }
}
