import { expect, it } from 'vitest'
import { createNetworkError } from '../../src/server/network-error.ts'

const url = new URL('https://h.example/x')
const failure = (code: string) => Object.assign(new Error('Bearer secret was sent'), { code })

it.each([
  ['ECONNREFUSED', 'unreachable', /nothing listens there/, /whether the server is up/, false],
  ['ENOTFOUND', 'unreachable', /the name is not known/, /Check `server`/, false],
  ['ECONNRESET', 'unreachable', /the connection was cut/, /Run it again/, true],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout', /no connection in time/, /less busy/, false],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout', /no answer in time/, /less busy/, true],
  ['UND_ERR_BODY_TIMEOUT', 'timeout', /stopped in the middle/, /less busy/, true],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', /an unknown authority/, /`ca-file`/, false],
  ['CERT_HAS_EXPIRED', 'tls', /has expired/, /clock/, false],
  ['CERT_NOT_YET_VALID', 'tls', /is not valid yet/, /clock/, false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', /for another name/, /the name that is in/, false],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', /does not speak TLS/, /this machine only/, false],
  ['SOMETHING_NEW', 'unreachable', /the connection failed \(SOMETHING_NEW\)/, /Run it again/, true],
] as const)('%s is told as %s in words, with what to do', (code, kind, words, hint, uncertain) => {
  const cause = new TypeError('fetch failed', { cause: failure(code) })
  const error = createNetworkError('POST', { url, cause: code === 'SOMETHING_NEW' ? failure(code) : cause })
  expect(error).toMatchObject({ kind, uncertain })
  expect(error.message).toMatch(/^POST https:\/\/h\.example\/x: /)
  expect(error.message).toMatch(words)
  expect(error.hint).toMatch(hint)
  expect(error.message).not.toContain('secret')
  expect(createNetworkError('GET', { url, cause: failure(code) }).uncertain).toBe(false)
})
