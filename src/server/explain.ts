import type * as z from 'zod'
import { ExpectedError } from '../facts/error.ts'
import { findHint, readReasons } from './body-reasons.ts'
import type { ServerAnswer } from './transport.ts'

/** The value of a good answer as `schema` reads it; every other answer becomes an error in plain words. */
export function expectAnswer<T>(answer: ServerAnswer, schema: z.ZodType<T>): T {
  if (answer.status < 200 || answer.status > 299 || answer.body === undefined) throw explainAnswer(answer)
  const parsed = schema.safeParse(answer.body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`
  throw new ExpectedError('answer', `${heading(answer)}: not the answer of a MedPerf server${where}`, {
    hint: 'Check that `server` is a MedPerf server.',
    uncertain: answer.method !== 'GET',
  })
}

const heading = (answer: ServerAnswer): string => `${answer.method} ${answer.url}: HTTP ${answer.status}`

/** The error that an answer stands for; `expired` is what the token itself says about its end. */
export function explainAnswer(answer: ServerAnswer, expired?: string): ExpectedError {
  if (answer.body === undefined) return pageError(answer)
  const reasons = readReasons(answer.body)
  const words = reasons.length === 0 ? heading(answer) : `${heading(answer)}: ${reasons.join('; ')}`
  const more = { status: answer.status, reasons, uncertain: answer.method !== 'GET' && answer.status >= 500 }
  const { status } = answer
  if (status === 401) {
    const hint = 'Give a fresh MedPerf access token.'
    return new ExpectedError('token', expired === undefined ? words : `${words}; ${expired}`, {
      ...more,
      hint,
    })
  }
  if (status === 403) {
    const hint =
      'Only the owner may do this, and of a benchmark’s approval only an administrator. Missing entries look the same.'
    return new ExpectedError('permission', words, { ...more, hint })
  }
  if (status >= 500) return new ExpectedError('server', words, { ...more, hint: 'Run it again later.' })
  const hint = findHint(reasons)
  const kind = status === 404 ? 'missing' : status < 300 ? 'answer' : 'refused'
  return new ExpectedError(kind, words, { ...more, hint: hint ?? OTHERWISE })
}

const OTHERWISE =
  'Correct what it names, and run it again; what was written before is found and not written twice.'

/** No JSON: an error page of the server, of something before it, or of something else altogether. */
function pageError(answer: ServerAnswer): ExpectedError {
  const uncertain = answer.method !== 'GET' && (answer.status >= 500 || answer.status < 300)
  const more = { status: answer.status, uncertain }
  if (answer.status >= 500) {
    return new ExpectedError(
      'server',
      `${heading(answer)}: the server failed and shows a page instead of a reason`,
      {
        ...more,
        hint: 'Run it again later; if it stays, tell the server’s administrators the address and the time.',
      },
    )
  }
  const kind = answer.status === 404 ? 'missing' : 'server'
  return new ExpectedError(kind, `${heading(answer)}: a page that is not JSON`, {
    ...more,
    hint: 'Check that `server` is a MedPerf server, and that no proxy answers for it.',
  })
}
