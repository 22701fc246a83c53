import type { Dispatcher } from 'undici'
import { ExpectedError } from '../facts/error.ts'
import {
  type AddressGuard,
  explainRefusedAddress,
  findRefusedAddress,
  type RefusedAddress,
} from '../net/guard.ts'
import { followRedirects, followUnlessWeaker, RefusedRedirect } from '../net/redirect.ts'
import { openStream, type StreamAnswer, type StreamRequest } from '../net/stream.ts'
import { showUrl } from '../words/url.ts'

/** As curl and browsers: nobody needs more, and a loop never ends. */
const MOST_REDIRECTS = 10

export interface FileRequest extends Pick<StreamRequest, 'headers' | 'signal'> {
  readonly guard: Pick<AddressGuard, 'expect'>
}

/**
 * One GET that follows redirects. Rejects with an ExpectedError for an address that is not asked and a redirect that is not
 * followed, else undici's errors.
 */
export async function requestFile(
  dispatcher: Dispatcher,
  start: string,
  { guard, ...request }: FileRequest,
): Promise<StreamAnswer> {
  const redirects = { rule: followUnlessWeaker, most: MOST_REDIRECTS }
  const ask = async (url: URL) => {
    try {
      guard.expect(url)
      return await openStream(dispatcher, url, request)
    } catch (error) {
      const refused = findRefusedAddress(error)
      throw refused === undefined ? error : explainAddress(start, url, refused)
    }
  }
  return followRedirects(new URL(start), redirects, ask, (answer) => answer.discard()).catch(
    (error: unknown) => {
      throw error instanceof RefusedRedirect ? explainRedirect(start, error) : error
    },
  )
}

function explainAddress(start: string, url: URL, refused: RefusedAddress): ExpectedError {
  const { why, hint } = explainRefusedAddress(refused)
  const sent = url.href === URL.parse(start)?.href ? '' : `it redirects to ${showUrl(url)}, and `
  return new ExpectedError('download', `${showUrl(start)} cannot be downloaded: ${sent}${why}`, { hint })
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
