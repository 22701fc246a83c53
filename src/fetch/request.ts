import type { Dispatcher } from 'undici'
import { StepFailure } from '../facts/failure.ts'
import { showUrl } from '../words/url.ts'
import { type Answer, type Ask, exchange } from './exchange.ts'

const REDIRECTS = new Set([301, 302, 303, 307, 308])
/** As curl and browsers: nobody needs more, and a loop never ends. */
const MOST_REDIRECTS = 10

/** One GET that follows redirects. Rejects with a StepFailure for a redirect that is not followed, else undici's errors. */
export async function get(dispatcher: Dispatcher, start: string, ask: Ask): Promise<Answer> {
  let url = new URL(start)
  for (let redirects = 0; ; redirects += 1) {
    const answer = await exchange(dispatcher, url, ask)
    if (!REDIRECTS.has(answer.status)) return answer
    answer.discard()
    if (redirects === MOST_REDIRECTS) {
      throw new StepFailure(
        'download',
        `${showUrl(start)} cannot be downloaded: it redirects more than ${MOST_REDIRECTS} times`,
        'Give the address that the redirects are meant to end at.',
      )
    }
    url = redirected(start, url, answer.headers.get('location'))
  }
}

/** Where a redirect leads, when it may be followed. */
export function redirected(start: string, from: URL, location: string | null): URL {
  const to = URL.parse(location ?? '', from.href)
  if (location === null || to === null) {
    throw new StepFailure(
      'download',
      `${showUrl(start)} redirects to nowhere`,
      'Give the address of the file itself.',
    )
  }
  const shown = `${showUrl(start)} redirects to ${showUrl(to)}`
  if (to.protocol !== 'https:' && to.protocol !== 'http:') {
    throw new StepFailure(
      'download',
      `${shown}, which is not http or https`,
      'Give the address of the file itself.',
    )
  }
  if (from.protocol === 'https:' && to.protocol === 'http:' && !isLoopback(to.hostname)) {
    throw new StepFailure(
      'download',
      `${shown}, which is not encrypted`,
      'Anybody on the way could exchange the file. Give an https address that stays one.',
    )
  }
  return to
}

const isLoopback = (host: string) =>
  host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
