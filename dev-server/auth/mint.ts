import { SignJWT } from 'jose'
import { algorithm, audience, type Claims, emailClaim, issuer } from './claims.ts'
import type { OwnKey } from './own-key.ts'

/** How long a local token lives, in seconds (docs/medperf.md 9.5). */
const LOCAL_LIFETIME = 10 ** 10

/** The people of a development server (docs/medperf.md 9.5). */
export const localUsers: readonly string[] = ['testadmin', 'testbo', 'testmo', 'testdo', 'testdo2']

/** The e-mail address of a local user. */
export const localEmail = (user: string): string => (user.includes('@') ? user : `${user}@example.com`)

/** A token as the local tokens of MedPerf's repository: the name before the `@` is the subject, and it never runs out. */
export function localToken(key: OwnKey, user: string): Promise<string> {
  return accessToken(key, {
    subject: user.replace(/@.*$/, ''),
    email: localEmail(user),
    lifetime: LOCAL_LIFETIME,
  })
}

/** Whom an access token is for, and for how many seconds. */
export interface Grant {
  readonly subject: string
  readonly email: string
  readonly lifetime: number
}

/** An access token that this server accepts. */
export function accessToken(key: OwnKey, { subject, email, lifetime }: Grant): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    [emailClaim]: email,
    iss: issuer,
    sub: subject,
    aud: audience,
    iat: now,
    exp: now + lifetime,
  }
  return signToken(claims, key)
}

/** An id token, whose header names the key. */
export const idToken = async (key: OwnKey, claims: Claims): Promise<string> =>
  signToken(claims, key, { kid: (await key.jwk()).kid })

const signToken = (claims: Claims, key: OwnKey, header: { readonly kid?: string } = {}): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: algorithm, typ: 'JWT', ...header }).sign(key.privateKey())
