import type { Mode } from './job/intent.ts'
import type { Job } from './job/job.ts'
import { createLog } from './job/log.ts'
import { VERSION } from './job/version.ts'
import type { Credential } from './lookup/credential.ts'
import type { Report } from './report/report.ts'
import { openRunnerDesk } from './runner/desk.ts'
import { describeEntry } from './runner/enter.ts'
import type { GivenInputs } from './runner/inputs.ts'
import { findSummaryFile } from './runner/runner.ts'
import { listSecrets } from './runner/secrets.ts'
import { type RawInputs, takeInputs } from './runner/take-inputs.ts'
import { plainText } from './words/text.ts'

/** What a run does; the credential is for those of its stages that talk to the MedPerf server. */
export type RunMode = (job: Job, credential: Credential | undefined) => Promise<Report>

/** One action of this repository: how its inputs are read, and what each mode does. */
export interface Action {
  readonly readInputs: (given: RawInputs) => GivenInputs
  /** Told the variables that the programs it starts inherit besides; an action that starts none needs to know of none. */
  readonly passEnvironment?: (names: readonly string[]) => void
  /** Loaded late: a job that starts should say so at once, and one mode needs nothing of another. */
  readonly loadMode: (mode: Mode) => Promise<RunMode>
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const CANCELLED = 130

/** An action from start to end: the only place that catches everything and sets the exit status. */
export async function run({ readInputs, passEnvironment, loadMode }: Action): Promise<void> {
  const raw = takeInputs()
  const cancel = new AbortController()
  const { signal } = cancel
  for (const name of SIGNALS) process.on(name, () => cancel.abort(new Error('The run was cancelled.')))
  const log = createLog((text) => void process.stdout.write(text))
  let isJob = false
  try {
    const given = readInputs(raw)
    passEnvironment?.(given.inputs.passEnvironment)
    const secrets = listSecrets(given)
    if (secrets.length > 0) {
      const { mask } = await openRunnerDesk({ log })
      for (const secret of secrets) mask(secret)
    }
    const { mode, job, credential, ...place } = describeEntry(given)
    log.say(`MedPerf benchmark action ${VERSION}: ${job.config}`)
    const desk = await openRunnerDesk({ log, ...place })
    isJob = true
    const runMode = given.wrong === undefined ? await loadMode(mode) : refuseFor(given.wrong)
    const report = await Promise.race([runMode({ ...job, log, desk, signal }, credential), untilStuck()])
    // The annotations say why; the exit status is all that is missing.
    process.exitCode = report.verdict === 'passed' ? 0 : 1
  } catch (error) {
    const desk = await openRunnerDesk({ log, ...findSummaryFile() })
    desk.output('verdict', 'error')
    const message = plainText(error instanceof Error ? error.message : String(error))
    const hint = error instanceof Error && 'hint' in error ? plainText(String(error.hint)) : undefined
    desk.annotate({ kind: 'error', message: [message, hint].filter(Boolean).join('\n') })
    // A job has told about itself, with a report, unless it refused to be one.
    if (!isJob || hint !== undefined) {
      const { renderRefusal } = await import('./modes/refused.ts')
      desk.summary(renderRefusal({ message, hint }))
    }
    process.exitCode = 1
    if (signal.aborted) process.exit(CANCELLED) // open connections must not hold a cancelled job
  }
}

/** The mode of a job whose inputs are wrong. */
const refuseFor =
  (wrong: NonNullable<GivenInputs['wrong']>): RunMode =>
  async (job) =>
    (await import('./modes/refused.ts')).runRefused(job, wrong)

/** Rejects when Node has nothing left that could go on: it would end a run that waits for nobody without a word, and no report. */
const untilStuck = () =>
  new Promise<never>((_, reject) => {
    process.once('beforeExit', () => reject(new Error('The run stopped without an end. Please report it.')))
  })
