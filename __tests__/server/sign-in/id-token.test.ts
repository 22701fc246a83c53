import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { known } from '../../../src/facts/known.ts'
import { readKeys, verifyIdToken } from '../../../src/server/sign-in/id-token.ts'

const NOW = new Date('2026-05-06T07:08:09Z')
const now = NOW.getTime() / 1_000
const provider = { clientId: 'client', issuer: 'https://auth.example/' }

let keys: ReturnType<typeof readKeys>
let pair: Awaited<ReturnType<typeof generateKeyPair>>
let other: typeof pair

beforeAll(async () => {
  pair = await generateKeyPair('RS256')
  other = await generateKeyPair('RS256')
  keys = readKeys({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] })
})

const CLAIMS = {
  sub: 'auth0|x',
  email: 'Owner@Lab.example',
  iss: provider.issuer,
  aud: provider.clientId,
  iat: now - 10,
  exp: now + 60,
}

const sign = (claims: JWTPayload, kid: string | undefined = 'one', key = pair.privateKey) =>
  new SignJWT(claims).setProtectedHeader(known({ alg: 'RS256', kid })).sign(key)

describe('an id token', () => {
  it('gives the e-mail in small letters', async () => {
    expect(await verifyIdToken(await sign(CLAIMS), keys, provider, NOW)).toBe('owner@lab.example')
  })

  it('may be for several programs if it was made for this one', async () => {
    const several = { ...CLAIMS, aud: ['other', 'client'], azp: 'client' }
    expect(await verifyIdToken(await sign(several), keys, provider, NOW)).toBe('owner@lab.example')
  })

  it.each<[string, JWTPayload, string]>([
    ['expired', { exp: now - 1 }, 'expired, by this machine’s clock (2026-05-06T07:08:09.000Z)'],
    ['expired this very second', { exp: now }, 'expired'],
    ['from the future', { iat: now + 1 }, 'in the future by this machine’s clock'],
    ['not valid yet', { nbf: now + 100 }, '`nbf`'],
    ['of another issuer', { iss: 'https://auth.example' }, '`iss`'],
    ['for another program', { aud: 'other' }, '`aud`'],
    ['for several, made for another', { aud: ['other', 'client'], azp: 'other' }, 'another program'],
    ['for several, without saying for which', { aud: ['other', 'client'] }, 'another program'],
    ['made for another', { azp: 'other' }, 'another program'],
    ['of an e-mail never confirmed', { email_verified: false }, 'never confirmed'],
  ])('is refused: %s', async (_what, claims, words) => {
    const token = await sign({ ...CLAIMS, ...claims })
    await expect(verifyIdToken(token, keys, provider, NOW)).rejects.toMatchObject({
      kind: 'login',
      message: expect.stringContaining(words),
    })
  })

  it.each(['sub', 'email', 'exp', 'iat'])('is refused without %s', async (claim) => {
    const { [claim as 'sub']: _left, ...claims } = CLAIMS
    await expect(verifyIdToken(await sign(claims), keys, provider, NOW)).rejects.toThrow(`\`${claim}\``)
  })

  it('is refused with the key of somebody else, an unknown key or none', async () => {
    const forged = await sign(CLAIMS, 'one', other.privateKey)
    await expect(verifyIdToken(forged, keys, provider, NOW)).rejects.toThrow('signature or form')
    await expect(verifyIdToken(await sign(CLAIMS, 'two'), keys, provider, NOW)).rejects.toThrow('no key')
    const without = await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'RS256' }).sign(pair.privateKey)
    await expect(verifyIdToken(without, keys, provider, NOW)).rejects.toThrow('which key')
  })

  it('is refused with any other algorithm, none among them', async () => {
    const secret = new TextEncoder().encode('x'.repeat(64))
    const symmetric = await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(secret)
    await expect(verifyIdToken(symmetric, keys, provider, NOW)).rejects.toThrow('not signed with RS256')
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const unsigned = `${part({ alg: 'none', kid: 'one' })}.${part(CLAIMS)}.`
    await expect(verifyIdToken(unsigned, keys, provider, NOW)).rejects.toMatchObject({ kind: 'login' })
  })

  it.each([undefined, null, {}, { keys: 'x' }, { keys: [{}] }])(
    'cannot be checked with %j for keys',
    (json) => {
      expect(() => readKeys(json)).toThrow('no keys')
    },
  )
})
