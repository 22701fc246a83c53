import { describe, expect, test } from 'vitest'
import { findDigest } from '../../../src/engines/docker/inspect.ts'
import { imageFailure } from '../../../src/engines/image-failure.ts'
import { withRetries } from '../../../src/engines/retries.ts'

const D = `sha256:${'1'.repeat(64)}`
const E = `sha256:${'2'.repeat(64)}`

const DIGESTS: readonly (readonly [string, readonly string[], string | undefined])[] = [
  ['a/b:1', [`a/b@${D}`], D],
  ['a/b', [`a/b@${D}`], D],
  ['a/b:1', [`other/b@${E}`, `a/b@${D}`], D],
  ['a/b:1', [`other/b@${E}`], undefined],
  ['a/b:1', [], undefined],
  ['python:3.12', [`python@${D}`], D],
  ['docker.io/library/python:3.12', [`python@${D}`], D],
  ['docker.io/a/b:1', [`a/b@${D}`], D],
  ['index.docker.io/a/b', [`a/b@${D}`], D],
  ['localhost:5000/a/b', [`localhost:5000/a/b@${D}`], D],
  ['localhost:5000/a/b:1', [`localhost:5000/a/b@${D}`], D],
  ['localhost:5000/a', [`localhost@${E}`], undefined],
  [`a/b@${E}`, [`a/b@${D}`], E],
  [`a/b:1@${E}`, [], E],
]
test.each(DIGESTS)('the digest of %s among %j is %s', (reference, repoDigests, digest) => {
  expect(findDigest(reference, repoDigests)).toBe(digest)
})

const REASONS: readonly (readonly [string, string, RegExp])[] = [
  ['manifest for a/b:9 not found: manifest unknown', 'image', /name and tag/],
  [
    'pull access denied for a/b, repository does not exist or may require "docker login"',
    'image',
    /log in before/,
  ],
  ['error getting credentials - err: exit status 1, out: ``', 'image', /`pass-environment`/],
  ['toomanyrequests: You have reached your pull rate limit', 'image', /docker\/login-action/],
  ['unauthorized: authentication required', 'image', /log in before/],
  ['no matching manifest for linux/arm64/v8 in the manifest list entries', 'image', /this processor/],
  ['write /var/lib/docker/tmp/x: no space left on device', 'disk-full', /Free disk space/],
  ['Get "https://a/v2/": proxyconnect tcp: dial tcp 127.0.0.1:9: connect: refused', 'image', /^The proxy/],
  ['invalid proxy address "http://***": parse "http://***"', 'image', /^The proxy is what/],
  ['dial tcp: lookup nope.invalid: no such host', 'image', /does not reach the registry: check its DNS/],
]
test.each(REASONS)('"%s" is of kind %s, with a fitting hint', (reason, kind, hint) => {
  const failure = imageFailure(`cannot: ${reason}`, reason)
  expect(failure.kind).toBe(kind)
  expect(failure.hint).toMatch(hint)
})

describe('trying again', () => {
  const end = (code: number, stderr = '') => ({ code, signal: null, stdout: '', stderr })
  const busy = end(1, 'received unexpected HTTP status: 503 Service Unavailable')
  const options = { signal: new AbortController().signal, warn: () => {}, delays: [1, 1] }
  const counted = (...ends: readonly ReturnType<typeof end>[]) => {
    let calls = 0
    return { attempt: async () => ends[calls++] ?? end(0), calls: () => calls }
  }

  test('stops after the last delay and gives the last end', async () => {
    const { attempt, calls } = counted(busy, busy, busy, busy)
    expect(await withRetries(attempt, options)).toBe(busy)
    expect(calls()).toBe(3)
  })

  test.each([
    'Error response from daemon: manifest unknown',
    'pull access denied',
    'dial tcp 127.0.0.1:5000: connect: connection refused',
    'no space left on device',
    'manifest for a/b:v1.503.0 not found',
  ])('is not done for: %s', async (stderr) => {
    const { attempt, calls } = counted(end(1, stderr))
    await withRetries(attempt, options)
    expect(calls()).toBe(1)
  })

  test.each([
    'toomanyrequests: Too Many Requests',
    'error parsing HTTP 429 response body',
    'Get "https://registry/v2/": net/http: TLS handshake timeout',
    'received unexpected HTTP status: 500 Internal Server Error',
    'read tcp 1.2.3.4:5->6.7.8.9:443: read: connection reset by peer',
  ])('is done for: %s', async (stderr) => {
    const { attempt, calls } = counted(end(1, stderr))
    expect((await withRetries(attempt, options)).code).toBe(0)
    expect(calls()).toBe(2)
  })

  test('ends at once with the reason of an abort', async () => {
    const stop = new AbortController()
    const { attempt } = counted(busy, busy)
    const reason = new Error('cancelled')
    const waiting = withRetries(attempt, { ...options, signal: stop.signal, delays: [60_000] })
    setTimeout(() => stop.abort(reason), 20)
    await expect(waiting).rejects.toBe(reason)
  })
})
