import { expect, test } from 'vitest'
import { listMasks } from '../../src/runner/masks.ts'
import { makeGitHubToken } from '../../stand-ins/tokens.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

test('a JWT is hidden whole, in the forms that git and HTTP send, and in the parts that are its own', () => {
  const token = makeGitHubToken()
  expect(token).toMatch(/^ghs_\d+_eyJ[\w-]+\.[\w-]+\.[\w-]+$/)
  expect(token.length).toBeGreaterThan(510)
  expect(token.length).toBeLessThan(560)
  const masks = listMasks(token)
  expect(masks).toContain(token)
  const texts = [
    base64(token),
    `AUTHORIZATION: basic ${base64(`x-access-token:${token}`)}`,
    `${token.slice(0, -1)}…`,
    `…${token.slice(60)}`,
  ]
  for (const text of texts) expect(masks.some((mask) => text.includes(mask))).toBe(true)
})

test.each([
  ['a key of several lines', '-----BEGIN KEY-----\nabc. def. ghi\n-----END KEY-----\n'],
  ['tokens by e-mail', JSON.stringify({ 'testbo@example.com': 'secret' }, null, 2)],
])('%s is hidden as it is, and none of its words alone', (_, secret) => {
  expect(listMasks(secret)).toEqual(
    expect.arrayContaining([secret, secret.trim(), base64(secret).replace(/=+$/, '')]),
  )
  for (const mask of listMasks(secret)) expect(mask.length).toBeGreaterThanOrEqual(secret.trim().length)
})

test('words of a version, an address or a short secret are no masks', () => {
  expect(listMasks('1.2.3')).not.toContain('2')
  expect(listMasks('secret.example.org')).not.toContain('example')
})
