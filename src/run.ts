import type { Job } from './job/job.ts'
import { createLog } from './job/log.ts'
import { VERSION } from './job/version.ts'
import { nameWorkspace } from './job/workspace.ts'
import type { Report } from './report/report.ts'
import { type Mode, takeInputs } from './runner/inputs.ts'
import { readRunner } from './runner/runner.ts'
import { readTrigger } from './runner/trigger.ts'
import { plainText } from './words/text.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const CANCELLED = 130

/** The root action from start to end: the only place that catches everything and sets the exit status. */
export async function run(): Promise<void> {
  const cancel = new AbortController()
  for (const name of SIGNALS) process.on(name, () => cancel.abort(new Error('The run was cancelled.')))
  const log = createLog((text) => void process.stdout.write(text))
  try {
    const inputs = takeInputs(process.env)
    for (const secret of [inputs.medperfToken, inputs.decryptionKey])
      if (secret !== undefined) await mask(secret)
    const runner = readRunner(process.env)
    const trigger = readTrigger(process.env)
    if (trigger.kind === 'refused') throw new Error(refusal(trigger.name))
    const folders = nameWorkspace(runner.temp, inputs.workDirectory)
    log.say(`MedPerf benchmark action ${VERSION}: ${inputs.config}`)
    // Loaded after the first line: a job that starts should say so at once.
    const runMode = await modeOf(inputs.mode)
    const report = await runMode({ inputs, runner, trigger, folders, log, signal: cancel.signal })
    // The annotations say why; the exit status is all that is missing.
    process.exitCode = report.verdict === 'passed' ? 0 : 1
  } catch (error) {
    const { setFailed, setOutput } = await import('@actions/core')
    setOutput('verdict', 'error')
    setFailed(plainText(error instanceof Error ? error.message : String(error)))
    if (cancel.signal.aborted) process.exit(CANCELLED) // open connections must not hold a cancelled job
  }
}

/** Each mode is loaded by itself: what submits needs no engine, and what tests needs no client. */
async function modeOf(mode: Mode): Promise<(job: Job) => Promise<Report>> {
  switch (mode) {
    case 'auto':
    case 'test':
      return (await import('./modes/auto.ts')).runAuto
    case 'plan':
      return (await import('./modes/plan.ts')).runPlan
    case 'submit':
      return (await import('./modes/submit.ts')).runSubmit
  }
}

/** Lets the runner hide a secret wherever it is printed. */
async function mask(secret: string): Promise<void> {
  const { setSecret } = await import('@actions/core')
  setSecret(secret)
}

const refusal = (event: string) =>
  `The event ${event} gives secrets to the code of strangers, so this action does not run on it. Use \`on: pull_request\`.`
