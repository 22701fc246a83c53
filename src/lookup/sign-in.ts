import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import type { ShownSignIn } from '../job/desk.ts'
import type { Job } from '../job/job.ts'
import { renderSignedIn, renderWaiting } from '../report/page/sign-in.ts'
import type { ToldPlace } from '../tell/merge.ts'
import { describeSignIn, endSignIn, tellSignIn } from '../tell/sign-in.ts'
import type { SignIn } from './server.ts'

/**
 * Asks the owner to sign in: link and code stand on the desk, and in a comment on the pull request that was merged. When it
 * ends, all of these say how, and bear no code any more.
 */
export function askOwner(job: ToldPlace & Pick<Job, 'desk' | 'signal'>, email: string | undefined): SignIn {
  const { desk, signal } = job
  const about = describeSignIn(job)
  let shown: (ShownSignIn & { readonly code: string }) | undefined
  let comment: Promise<boolean> | undefined
  return {
    mask: desk.mask,
    signal,
    async onPrompt({ url, code, expires }) {
      const text = `Sign in as ${email}: open ${url} and confirm the code ${code} before ${expires.toISOString()}.`
      const page = renderWaiting({ ...about, url, code, expires })
      shown = { ...desk.signIn({ text, title: 'MedPerf waits for a sign-in', code, page }), code }
      // GitHub may be slow, and the code runs out: the owner can confirm it meanwhile.
      comment = tellSignIn(job, page, desk)
    },
    async onEnd(error) {
      if (shown === undefined) return
      const text = renderSignedIn(about, error === undefined ? undefined : explain(error, signal))
      shown.replace(text)
      if (await comment) await endSignIn(job, shown.code, text, desk)
      shown.end()
    },
  }
}

function explain(error: unknown, signal: AbortSignal): { readonly message: string; readonly hint?: string } {
  if (signal.aborted) return { message: 'it was cancelled', hint: 'Run the workflow again.' }
  if (!(error instanceof ExpectedError)) return { message: 'it failed' }
  const { message, hint } = error
  return known({ message, hint })
}
