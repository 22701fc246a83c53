import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import * as z from 'zod'
import { ExpectedError } from '../../facts/error.ts'
import type { LoginProvider } from './provider.ts'

const Claims = z.object({
  sub: z.string().min(1),
  email: z.string(),
  email_verified: z.boolean().optional(),
  iat: z.number(),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
})

const JwksSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) })

/** The keys of a sign-in server; throws kind `login` where a document is none. */
export function readKeys(json: unknown): JSONWebKeySet {
  const parsed = JwksSchema.safeParse(json)
  if (!parsed.success)
    throw new ExpectedError('login', 'the sign-in server shows no keys to check its tokens with', {
      hint: 'Run it again later, or give `medperf-token` in place of `login-email`.',
    })
  return parsed.data
}

/**
 * The e-mail in an id token, in lower case, after all checks of docs/medperf.md 9.3: RS256 alone, a known key, issuer,
 * audience, `azp` where several are meant, times without leeway. Throws kind `login`.
 */
export async function verifyIdToken(
  token: string,
  keys: JSONWebKeySet,
  { clientId, issuer }: Pick<LoginProvider, 'clientId' | 'issuer'>,
  now: Date,
): Promise<string> {
  const claims = Claims.safeParse(await verified(token, keys, { clientId, issuer }, now))
  if (!claims.success)
    throw refused(`its claim \`${claims.error.issues[0]?.path.join('.')}\` is missing or wrong`)
  const { iat, aud, azp, email, email_verified: checked } = claims.data
  if (iat * 1_000 > now.getTime())
    throw refused(`it was issued in the future by this machine’s clock (${now.toISOString()})`)
  const several = Array.isArray(aud) && aud.length > 1
  if ((several || azp !== undefined) && azp !== clientId) throw refused('it was made for another program')
  if (checked === false) throw refused('its e-mail was never confirmed')
  return email.trim().toLowerCase()
}

async function verified(
  token: string,
  keys: JSONWebKeySet,
  { clientId, issuer }: Pick<LoginProvider, 'clientId' | 'issuer'>,
  now: Date,
): Promise<unknown> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(keys), {
      algorithms: ['RS256'],
      issuer,
      audience: clientId,
      clockTolerance: 0,
      currentDate: now,
      requiredClaims: ['exp', 'iat', 'sub'],
    })
    if (typeof protectedHeader.kid !== 'string') throw refused('it does not say which key signed it')
    return payload
  } catch (error) {
    if (error instanceof ExpectedError) throw error
    throw refused(wordsOf(error, now))
  }
}

function wordsOf(error: unknown, now: Date): string {
  if (error instanceof errors.JWTExpired) return `it expired, by this machine’s clock (${now.toISOString()})`
  if (error instanceof errors.JWTClaimValidationFailed)
    return `its claim \`${error.claim}\` is missing or wrong`
  if (error instanceof errors.JWKSNoMatchingKey) return 'no key of the sign-in server fits'
  if (error instanceof errors.JOSEAlgNotAllowed) return 'it is not signed with RS256'
  return 'its signature or form is wrong'
}

const refused = (why: string): ExpectedError =>
  new ExpectedError('login', `the id token of the sign-in server is not accepted: ${why}`, {
    hint: 'Log in again. If it stays, check this machine’s clock and the address of the sign-in server.',
  })
