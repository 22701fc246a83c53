import { ExpectedError } from '../../facts/error.ts'
import { known } from '../../facts/known.ts'

/** What a token says about itself; nothing here is verified, it only words messages. */
export interface TokenClaims {
  readonly expires?: Date
  readonly issued?: Date
}

/** The claims of a JWT; undefined for a token of another kind. */
export async function readToken(token: string): Promise<TokenClaims | undefined> {
  const { decodeJwt } = await import('jose')
  try {
    const { exp, iat } = decodeJwt(token)
    return known({ expires: toDate(exp), issued: toDate(iat) })
  } catch {
    return undefined
  }
}

const toDate = (seconds: unknown) => (typeof seconds === 'number' ? new Date(seconds * 1_000) : undefined)

const day = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Why a server may have refused a token, in words that follow its own; undefined for a token that says nothing. */
export async function describeToken(token: string, now: Date): Promise<string | undefined> {
  const claims = await readToken(token)
  if (claims === undefined) return 'the token is not a JWT, which MedPerf’s access tokens are'
  const { expires, issued } = claims
  if (expires !== undefined && expires <= now) return `the token expired on ${day(expires)}`
  if (issued !== undefined && issued > now) {
    return `the token was issued on ${day(issued)}, which is still to come by this machine’s clock (${day(now)})`
  }
  if (expires === undefined) return undefined
  return `the token itself says that it is valid until ${day(expires)}, so it may be one for another server`
}

/** A token as an HTTP header can carry it; throws kind `token` for an empty, broken or expired one, before any request. */
export async function checkToken(token: string, now: Date): Promise<string> {
  const trimmed = token.trim()
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    throw new ExpectedError('token', 'the MedPerf token is empty or holds characters that no token has', {
      hint: 'Give the access token alone, without `Bearer`, quotes or line breaks.',
    })
  }
  const expires = (await readToken(trimmed))?.expires
  if (expires !== undefined && expires <= now) {
    throw new ExpectedError(
      'token',
      `the MedPerf token expired on ${day(expires)}, by this machine’s clock (${day(now)})`,
      { hint: 'Log in again and store the new access token.' },
    )
  }
  return trimmed
}
