import { type Answer, page } from './answer.ts'
import type { Incoming } from './call.ts'
import { originOf } from './origin.ts'

const READING: readonly string[] = ['GET', 'HEAD']

/** What browsers say of a request that a page of another origin makes; another port is another origin. */
const ELSEWHERE: readonly string[] = ['cross-site', 'same-site']

/**
 * Refuses what a page of another origin asks for in somebody's browser, which reaches loopback and sends `Host` as it should
 * be: everything that may change something, and reading through a script. A link that a person follows is no such request.
 * Null for everything else; programs send neither `Origin` nor `Sec-Fetch-Site`.
 */
export function refuseForeign(incoming: Incoming): Answer | null {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': place } = incoming.headers
  const isForeign = origin !== undefined && origin !== originOf(incoming)
  const isElsewhere = site !== undefined && ELSEWHERE.includes(site)
  const isLink = READING.includes(incoming.method) && mode === 'navigate' && place === 'document'
  if (!isForeign && (!isElsewhere || isLink)) return null
  return page(403, 'Not from a page of another origin')
}
