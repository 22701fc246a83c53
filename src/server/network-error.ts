import { ExpectedError } from '../facts/error.ts'
import type { NoAnswer } from '../net/client.ts'
import { explainServerTrouble } from '../net/trouble.ts'

/** The error of a request that got no whole answer; for a write it is `uncertain` unless it cannot have arrived. */
export function createNetworkError(
  method: string,
  { url, cause }: Pick<NoAnswer, 'url' | 'cause'>,
): ExpectedError {
  const { kind, why, hint, unsent } = explainServerTrouble(cause)
  const uncertain = method !== 'GET' && !unsent
  return new ExpectedError(kind, `${method} ${url.href}: ${why}`, { hint, uncertain, cause })
}
