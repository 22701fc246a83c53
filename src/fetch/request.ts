import type { Dispatcher } from 'undici'
import { ExpectedError } from '../facts/error.ts'
import { followRedirects, followUnlessWeaker, RefusedRedirect } from '../net/redirect.ts'
import { openStream, type StreamAnswer, type StreamRequest } from '../net/stream.ts'
import { showUrl } from '../words/url.ts'

/** As curl and browsers: nobody needs more, and a loop never ends. */
const MOST_REDIRECTS = 10

/** One GET that follows redirects. Rejects with an ExpectedError for a redirect that is not followed, else undici's errors. */
export async function requestFile(
  dispatcher: Dispatcher,
  start: string,
  request: Pick<StreamRequest, 'headers' | 'signal'>,
): Promise<StreamAnswer> {
  const redirects = { rule: followUnlessWeaker, most: MOST_REDIRECTS }
  const ask = (url: URL) => openStream(dispatcher, url, request)
  return followRedirects(new URL(start), redirects, ask, (answer) => answer.discard()).catch(
    (error: unknown) => {
      throw error instanceof RefusedRedirect ? explainRedirect(start, error) : error
    },
  )
}

/** Why a redirect of a file's address is not followed. */
export function explainRedirect(start: string, { fault, to }: RefusedRedirect): ExpectedError {
  const itself = 'Give the address of the file itself.'
  if (fault === 'endless') {
    return new ExpectedError(
      'download',
      `${showUrl(start)} cannot be downloaded: it redirects more than ${MOST_REDIRECTS} times`,
      { hint: 'Give the address that the redirects are meant to end at.' },
    )
  }
  if (to === undefined)
    return new ExpectedError('download', `${showUrl(start)} redirects to nowhere`, { hint: itself })
  const shown = `${showUrl(start)} redirects to ${showUrl(to)}`
  if (fault === 'scheme')
    return new ExpectedError('download', `${shown}, which is not http or https`, { hint: itself })
  return new ExpectedError('download', `${shown}, which is not encrypted`, {
    hint: 'Anybody on the way could exchange the file. Give an https address that stays one.',
  })
}
