import { ExpectedError } from '../facts/error.ts'
import { describeApiError, isRateLimit, readStatus } from './warning.ts'

const AGAIN = 'Run the job again later.'

/** Whether somebody else did the same at the same time: another look tells what is left to do. */
export const isRace = (error: unknown): boolean =>
  readStatus(error) === 422 && /already_exists|already exists|immutable release/i.test(wordsOf(error))

/** An error of GitHub's API about releases in words that say what to do; one that is in such words already stays as it is. */
export function explainRefusal(error: unknown, name: string): unknown {
  const status = readStatus(error)
  if (error instanceof ExpectedError || status === undefined) return error
  const refused = (kind: 'token' | 'permission' | 'refused' | 'server', hint: string) =>
    new ExpectedError(kind, `${name} cannot be published as a release asset (${describeApiError(error)})`, {
      hint,
      status,
      cause: error,
    })
  if (isRateLimit(error)) return refused('refused', `The token's rate limit is used up. ${AGAIN}`)
  if (status === 401) {
    return refused(
      'token',
      "GitHub does not know the token: leave the input `token` away to use the job's own.",
    )
  }
  if (status === 403 || status === 404) return refused('permission', PERMISSION)
  if (status >= 500) return refused('server', AGAIN)
  if (/pre_receive|creations being restricted|rule violations/i.test(wordsOf(error))) {
    return refused('permission', 'Let the rules of the repository allow the tags `medperf-hosted-files*`.')
  }
  return refused('refused', 'Look at the releases of the repository; what GitHub says is in the brackets.')
}

const PERMISSION = [
  'The token lacks a permission. Add to the job:',
  '    permissions:',
  '      contents: write',
].join('\n')

/** The answer's words with the codes, which the message leaves out. */
function wordsOf(error: unknown): string {
  const response = error instanceof Error && 'response' in error ? error.response : undefined
  const data = (response as { data?: unknown } | undefined)?.data
  return `${error instanceof Error ? error.message : ''} ${JSON.stringify(data ?? '')}`
}
