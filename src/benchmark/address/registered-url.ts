import type { Finding } from '../../containers/finding.ts'
import { hasCredentials } from '../../containers/resource.ts'
import type { AddressReach } from '../../facts/reach.ts'
import { judgeHost } from '../../net/address.ts'
import { findSignedUrl, type SignedUrl } from '../../words/signed-url.ts'
import type { YamlPath } from '../../yaml/yaml.ts'
import { refuseUnfilled } from '../unfilled/unfilled.ts'

/** Which addresses are of use, and when that is judged. */
export interface UrlRules {
  readonly reach: AddressReach
  readonly now: Date
}

/** An address that nobody minds ends so many years from now: whoever signs one for ever has to write some date. */
const LONG = 5 * 365 * 24 * 3600 * 1000

const OPEN = 'The file has to be downloadable by anyone, for as long as the benchmark is there.'
const LASTING =
  'Register an address that stays and asks nobody for a login: a public bucket, Zenodo, a release of GitHub; or name the file by `path`.'

/**
 * What keeps an address from being registered, by its own words alone: one that hospitals cannot reach, that holds a login, or that
 * ends. What it holds is told by names, never by values. One that ends can be tested for now; that it cannot be registered bars
 * the registration.
 */
export function checkRegisteredUrl(url: string, path: YamlPath, rules: UrlRules): readonly Finding[] {
  const key = `\`${path.join('.')}\``
  const parsed = URL.parse(url.replace(/^direct:/, ''))
  const unfilled = refuseUnfilled(url, path)
  // Nothing else that is told of it would be true of what is meant.
  if (parsed === null || unfilled.length > 0) return unfilled
  const signed = findSignedUrl(url)
  return [
    ...(hasCredentials(url) ? [makeLogin(key, path)] : []),
    ...checkHost(parsed, key, path, rules),
    ...(signed === undefined ? [] : [judgeSigned(signed, key, path, rules.now)]),
  ]
}

const makeLogin = (key: string, path: YamlPath): Finding => ({
  severity: 'error',
  path,
  of: 'value',
  message: `${key} has a user name or password in it, and the server would publish them`,
  hint: OPEN,
  code: 'address-with-login',
})

function checkHost(url: URL, key: string, path: YamlPath, { reach }: UrlRules): readonly Finding[] {
  const kind = judgeHost(url)
  if (kind === undefined || kind === 'public' || (kind === 'private' && reach === 'private')) return []
  const [what, hint] = kind === 'never' ? [METADATA, NEVER_HINT] : [PRIVATE, PRIVATE_HINT]
  const message = `${key} leads to ${url.host}, ${what}`
  return [{ severity: 'error', path, of: 'value', message, hint, code: 'address-private' }]
}

const PRIVATE = 'a private address, which hospitals could not reach'
const METADATA = 'a link-local address or one of cloud metadata'
/** What to do about an address that only some can reach. */
export const PRIVATE_HINT =
  'Host it where everybody can reach it. For a test within one network set the input `allow-private-addresses: true`.'
const NEVER_HINT = 'Nothing is ever fetched from there: host the file where everybody can download it.'

function judgeSigned({ kind, by, expires }: SignedUrl, key: string, path: YamlPath, now: Date): Finding {
  const common = { severity: 'warning', path, of: 'value' } as const
  if (kind === 'token') {
    const message = `${key} has a token in it (${by}), which the server would publish, and which may end`
    const hint = `Leave the token out where the file is public. ${OPEN}`
    return { ...common, message, hint, code: 'address-with-token' }
  }
  if (kind === 'login') {
    const message = `${key} has a login in it (${by}), which the server would publish for good`
    return { ...common, message, hint: LASTING, code: 'address-with-login', bars: true }
  }
  const isLong = expires !== undefined && expires.getTime() - now.getTime() > LONG
  const message = `${key} is a signed address (${by}) that ${sayEnd(expires, now)}, and the server would hold it for good`
  const finding: Finding = { ...common, message, hint: LASTING, code: 'address-expires' }
  return isLong ? finding : { ...finding, bars: true }
}

function sayEnd(expires: Date | undefined, now: Date): string {
  if (expires === undefined) return 'expires'
  const minute = `${expires.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return expires.getTime() < now.getTime() ? `expired on ${minute}` : `expires on ${minute}`
}
