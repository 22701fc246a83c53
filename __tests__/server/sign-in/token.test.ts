import { describe, expect, it } from 'vitest'
import { ExpectedError } from '../../../src/facts/error.ts'
import { findLocalToken, isTokenMap } from '../../../src/server/sign-in/local.ts'
import { checkToken, describeToken } from '../../../src/server/sign-in/token.ts'

const NOW = new Date('2026-05-06T07:08:09Z')
const seconds = (text: string) => Date.parse(text) / 1_000
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: object) => `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`

describe('a token', () => {
  it.each<[string, string]>([
    [jwt({ exp: seconds('2026-05-06T07:00:00Z') }), 'expired on 2026-05-06 07:00 UTC'],
    [
      jwt({ exp: seconds('2026-06-06T07:00:00Z') }),
      'valid until 2026-06-06 07:00 UTC, so it may be one for another server',
    ],
    [
      jwt({ iat: seconds('2026-05-06T07:10:00Z') }),
      'issued on 2026-05-06 07:10 UTC, which is still to come by this machine’s clock (2026-05-06 07:08 UTC)',
    ],
    ['opaque', 'not a JWT'],
  ])('says of itself: %#', async (token, words) => {
    expect(await describeToken(token, NOW)).toContain(words)
  })

  it('that says nothing adds nothing', async () => {
    expect(await describeToken(jwt({}), NOW)).toBeUndefined()
  })

  it('is refused with its date before anything is sent, once it expired', async () => {
    const expired = jwt({ exp: seconds('2026-05-01T00:00:00Z') })
    await expect(checkToken(expired, NOW)).rejects.toMatchObject({
      kind: 'token',
      message:
        'the MedPerf token expired on 2026-05-01 00:00 UTC, by this machine’s clock (2026-05-06 07:08 UTC)',
    })
  })

  it.each(['', '   ', 'Bearer abc', 'a\nb', 'tök', '"x" y'])('like %j is refused', async (token) => {
    const error = await checkToken(token, NOW).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ExpectedError)
    if (token.trim() !== '') expect((error as Error).message).not.toContain(token)
  })

  it('is taken without the spaces around it', async () => {
    expect(await checkToken(' abc\n', NOW)).toBe('abc')
  })
})

describe('the tokens of a development server', () => {
  const text = JSON.stringify({ 'testbo@example.com': 'secret' })

  it('are found by e-mail, whatever its case', () => {
    expect(isTokenMap(text)).toBe(true)
    expect(isTokenMap(jwt({}))).toBe(false)
    expect(findLocalToken(text, ' TestBO@example.com')).toBe('secret')
  })

  it.each([
    [text, 'x@example.com', 'hold none for `x@example.com`'],
    [text, ' ', 'none of them was named'],
    ['{', 'testbo@example.com', 'not a JSON object'],
    ['{"a@b.example": 5}', 'a@b.example', 'not a JSON object'],
  ])('are an error without showing one: %#', (tokens, email, words) => {
    expect(() => findLocalToken(tokens, email)).toThrow(words)
    expect(() => findLocalToken(tokens, email)).not.toThrow('secret')
  })
})
