import { describe, expect, test } from 'vitest'
import {
  dropCredentials,
  followEncrypted,
  followSameOrigin,
  followUnlessWeaker,
  type RedirectRule,
  RefusedRedirect,
} from '../../src/net/redirect.ts'

/** Where a rule leads, or what it finds wrong. */
function go(rule: RedirectRule, from: string, location: string | undefined, status = 302) {
  const headers = new Headers(location === undefined ? {} : { location })
  try {
    return rule(new URL(from), { status, headers })?.href
  } catch (error) {
    if (error instanceof RefusedRedirect) return error.fault
    throw error
  }
}

const A = 'https://a.example/x/z'

/** Of each: the rule for the same origin, for encrypted ways, and for ways that do not become weaker. */
test.each([
  [A, 'y', ['https://a.example/x/y', 'https://a.example/x/y', 'https://a.example/x/y']],
  [A, '//b.example/y', ['elsewhere', 'https://b.example/y', 'https://b.example/y']],
  [A, 'https://a.example:444/', ['elsewhere', 'https://a.example:444/', 'https://a.example:444/']],
  [A, 'http://a.example/', ['elsewhere', 'unencrypted', 'unencrypted']],
  [A, 'http://127.0.0.1:8000/', ['elsewhere', 'unencrypted', 'http://127.0.0.1:8000/']],
  [A, 'http://localhost/', ['elsewhere', 'unencrypted', 'http://localhost/']],
  [A, 'http://[::1]:1/', ['elsewhere', 'unencrypted', 'http://[::1]:1/']],
  [A, 'http://127.0.0.1.example/', ['elsewhere', 'unencrypted', 'unencrypted']],
  [A, 'http://localhost.example/', ['elsewhere', 'unencrypted', 'unencrypted']],
  [A, 'ftp://b.example/', ['elsewhere', 'unencrypted', 'scheme']],
  [A, 'http://[', ['elsewhere', 'nowhere', 'nowhere']],
  [A, undefined, [undefined, 'nowhere', 'nowhere']],
  ['http://a.example/x', 'https://b.example/y', ['elsewhere', 'https://b.example/y', 'https://b.example/y']],
  ['http://a.example/x', 'http://b.example/y', ['elsewhere', 'unencrypted', 'http://b.example/y']],
  ['http://127.0.0.1:1/', 'http://localhost:2/', ['elsewhere', 'http://localhost:2/', 'http://localhost:2/']],
])('from %s to %s', (from, to, expected) => {
  expect([followSameOrigin, followEncrypted, followUnlessWeaker].map((rule) => go(rule, from, to))).toEqual(
    expected,
  )
})

test('a redirect without an address leads nowhere, and not back to where it came from', () => {
  for (const rule of [followEncrypted, followUnlessWeaker]) {
    const follow = () => rule(new URL(A), { status: 302, headers: new Headers() })
    expect(follow).toThrow(expect.objectContaining({ fault: 'nowhere', to: undefined }))
  }
})

describe('an answer that is no redirect', () => {
  test.each([200, 401, 404, 500])('(HTTP %i) is taken, whatever address it names', (status) => {
    for (const rule of [followSameOrigin, followEncrypted, followUnlessWeaker])
      expect(go(rule, A, 'https://b.example/', status)).toBeUndefined()
  })
})

test('credentials are dropped in any spelling, and nothing else', () => {
  expect(
    dropCredentials({ Authorization: 'Bearer x', cookie: 'x', 'Proxy-Authorization': 'x', accept: '*/*' }),
  ).toEqual({ accept: '*/*' })
})
