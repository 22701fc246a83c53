import { notice, setSecret, warning } from '@actions/core'
import { MedPerfError } from '../facts/error.ts'
import type { Job } from '../job/job.ts'
import { isWaiting, renderAbandoned, renderSignedIn, renderWaiting } from '../report/page/sign-in.ts'
import { addToJobSummary, replaceInJobSummary } from '../runner/job-summary.ts'
import { saveWaiting } from '../runner/state.ts'
import { type Place, serverOf, tellMerged } from '../tell/merged.ts'
import type { SignIn } from './server.ts'

/**
 * Asks the owner to sign in: link and code stand in the log, a notice, the job summary, and a comment on the pull request that
 * was merged. When it ends, comment and summary say how, and bear no code any more.
 */
export function askOwner(job: Job): SignIn {
  const { inputs, runner, log, signal } = job
  const about = aboutOf(job)
  let shown: string | undefined
  let comment: Promise<boolean> | undefined
  return {
    mask: setSecret,
    signal,
    async onPrompt({ url, code, expires }) {
      const text = `Sign in as ${inputs.loginEmail}: open ${url} and confirm the code ${code} before ${expires.toISOString()}.`
      log.say(text)
      notice(text, { title: 'MedPerf waits for a sign-in' })
      shown = renderWaiting({ ...about, url, code, expires })
      addToJobSummary(shown, runner.summaryFile)
      saveWaiting(true)
      // GitHub may be slow, and the code runs out: the owner can confirm it meanwhile.
      comment = tell(job, shown)
    },
    async onEnd(error) {
      if (shown === undefined) return
      const text = renderSignedIn(about, error === undefined ? undefined : failureOf(error, signal))
      replaceInJobSummary(shown, text, runner.summaryFile)
      if (await comment) await tell(job, text)
      saveWaiting(false)
    },
  }
}

function failureOf(
  error: unknown,
  signal: AbortSignal,
): { readonly message: string; readonly hint?: string } {
  if (signal.aborted) return { message: 'it was cancelled', hint: 'Run the workflow again.' }
  if (!(error instanceof MedPerfError)) return { message: 'it failed' }
  const { message, hint } = error
  return hint === undefined ? { message } : { message, hint }
}

const aboutOf = ({ inputs, runner }: Pick<Job, 'inputs' | 'runner'>) => ({
  server: serverOf(inputs.server),
  ...(runner.run === undefined ? {} : { run: runner.run.url }),
})

const INSTEAD = 'Link and code are in the log of this run.'

/** Whether the comment is there. */
async function tell(job: Job, text: string): Promise<boolean> {
  const done = await tellMerged(job, { subject: 'sign-in', text, instead: INSTEAD })
  if (done === undefined) return false
  if ('warning' in done) warning(done.warning)
  else if ('url' in done) job.log.say(`The pull request is told: ${done.url}`)
  return 'url' in done
}

/** In `post`: takes link and code of a run that was killed out of its comment. */
export async function endKilled(job: Place): Promise<void> {
  const failure = { message: 'it was killed', hint: 'Run the workflow again.' }
  const done = await tellMerged(job, {
    ...{ subject: 'sign-in', text: renderSignedIn(aboutOf(job), failure), instead: INSTEAD },
  })
  if (done !== undefined && 'warning' in done) warning(done.warning)
}

/**
 * Takes link and code of an earlier run, which ended without a word, out of its comment. A run that asks somebody itself writes
 * over it anyway.
 */
export async function endEarlier(job: Job): Promise<void> {
  if (job.inputs.medperfToken === undefined) return
  const text = renderAbandoned(aboutOf(job))
  const done = await tellMerged(job, { subject: 'sign-in', text, instead: INSTEAD, replaces: isWaiting })
  if (done !== undefined && 'warning' in done) warning(done.warning)
}
