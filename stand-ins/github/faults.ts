import type { Answer, Request } from './http.ts'

/** An answer in place of the true one, `times` times (default 1). */
export interface Fault {
  /** Which requests; all when absent. */
  readonly method?: string
  readonly path?: RegExp
  readonly times?: number
  /** `cut` closes the connection without an answer. */
  readonly answer: Answer | 'cut'
}

const COMMENTS = /\/issues\/(comments\/)?\d+/

/** GitHub's 502 page. */
export const SERVER_ERROR: Answer = {
  status: 502,
  body: '<html><head><title>502 Bad Gateway</title></head><body>Unicorn!</body></html>',
}

/** The hourly limit of a token, over in `seconds`. */
export const primaryLimit = (seconds: number, status: 403 | 429 = 403): Answer => ({
  status,
  headers: {
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + seconds),
    ...(status === 429 ? { 'retry-after': String(seconds) } : {}),
  },
  body: { message: 'API rate limit exceeded for installation ID 1.', status: String(status) },
})

/** The limit on creating content too fast. */
export const secondaryLimit = (seconds: number): Answer => ({
  status: 403,
  headers: { 'retry-after': String(seconds) },
  body: {
    message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    documentation_url: 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api',
    status: '403',
  },
})

/** Every comment is refused as too long, whatever its size. */
export const TOO_LONG: Answer = {
  status: 422,
  body: {
    message: 'Validation Failed',
    errors: [
      {
        resource: 'IssueComment',
        code: 'unprocessable',
        field: 'data',
        message: 'Body is too long (maximum is 65536 characters)',
      },
    ],
    status: '422',
  },
}

/** A fault for everything about comments. */
export const onComments = (answer: Answer | 'cut', times = Number.POSITIVE_INFINITY): Fault => ({
  path: COMMENTS,
  times,
  answer,
})

/** The answer of the first fault that fits and is not used up; uses it up by one. */
export function findFault(
  faults: readonly (Fault & { left: number })[],
  { method, path }: Request,
): Answer | 'cut' | undefined {
  const fault = faults.find(
    (one) =>
      one.left > 0 &&
      (one.method === undefined || one.method === method) &&
      (one.path === undefined || one.path.test(path)),
  )
  if (fault === undefined) return undefined
  fault.left--
  return fault.answer
}
