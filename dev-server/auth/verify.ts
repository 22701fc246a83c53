import { audience, type Claims, issuer } from './claims.ts'

/** Why a token is refused: `invalid`, or one of the two that the real servers word apart. */
export type TokenFault = 'invalid' | 'no-exp' | 'no-sub'

/**
 * What is wrong with the claims of a signed token at a time in seconds (docs/medperf.md 9.6); null for a good
 * one.
 */
export function faultOf(claims: Claims, now: number): TokenFault | null {
  const { exp, iat, nbf, aud, iss, sub } = claims
  if ([iat, nbf].some((time) => time !== undefined && !(seconds(time) <= now))) return 'invalid'
  if (exp !== undefined && !(seconds(exp) > now)) return 'invalid'
  if (!audiences(aud).includes(audience) || iss !== issuer) return 'invalid'
  if (exp === undefined) return 'no-exp'
  return sub === undefined ? 'no-sub' : null
}

const seconds = (time: unknown): number => (typeof time === 'number' ? Math.trunc(time) : Number.NaN)

const audiences = (aud: unknown): readonly unknown[] => (Array.isArray(aud) ? aud : [aud])
