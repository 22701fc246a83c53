import type { KeyObject } from 'node:crypto'
import { errors, jwtVerify } from 'jose'
import { algorithm, audience, type Claims, issuer } from './claims.ts'

/** Why a token is refused: `invalid`, or one of the two that the real servers word apart. */
export type TokenFault = 'invalid' | 'no-exp' | 'no-sub'

/** What a token says, or why it is refused. */
export type Opened = { readonly claims: Claims } | { readonly fault: TokenFault }

/** Opens a token that one of the keys signed for this server (docs/medperf.md 9.6). */
export async function openToken(token: string, keys: readonly KeyObject[]): Promise<Opened> {
  const tried = await Promise.all(keys.map((key) => readSigned(token, key)))
  const claims = tried.find((one) => one !== null)
  const fault = claims ? faultOf(claims, Date.now() / 1000) : 'invalid'
  return claims && fault === null ? { claims } : { fault: fault ?? 'invalid' }
}

const expected = { algorithms: [algorithm], issuer, audience }

async function readSigned(token: string, key: KeyObject): Promise<Claims | null> {
  try {
    return isCanonical(token) ? (await jwtVerify(token, key, expected)).payload : null
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

/** Whether the signature is written in the one right way: a changed last character may decode to the same bytes. */
function isCanonical(token: string): boolean {
  const signature = token.slice(token.lastIndexOf('.') + 1)
  return Buffer.from(signature, 'base64url').toString('base64url') === signature
}

/** What the real servers ask of claims besides, at a time in seconds; null for good ones. */
function faultOf({ exp, iat, sub }: Claims, now: number): TokenFault | null {
  if (iat !== undefined && Math.trunc(iat) > now) return 'invalid'
  if (exp === undefined) return 'no-exp'
  return sub === undefined ? 'no-sub' : null
}
