import type { KeyObject } from 'node:crypto'
import type { Row } from '../fields/field.ts'
import { jsonAnswer, Refusal } from '../http/answer.ts'
import type { Authenticate } from '../http/dispatch.ts'
import { equals } from '../store/condition.ts'
import type { Store } from '../store/store.ts'
import { type Claims, emailClaim } from './claims.ts'
import { openToken, type TokenFault } from './verify.ts'

/**
 * Opens the token of a request, by its Authorization header, and gives what finds the sender: a person unknown so far is
 * added, and what is wrong is thrown as a refusal when its turn comes (docs/medperf.md 2.4, 3.1).
 */
export const authenticator =
  (store: Store, keys: () => readonly KeyObject[]) =>
  async (header: string | undefined): Promise<Authenticate> => {
    // The scheme word is case sensitive; another scheme counts as none.
    const [scheme, token, ...more] = (header ?? '').split(/[ \t\n\r\v\f]+/).filter(Boolean)
    if (scheme !== 'Bearer') return () => null
    if (token === undefined || more.length > 0) return refuse(malformedHeader())
    const opened = await openToken(token, keys())
    return 'fault' in opened ? refuse(refusalOf(opened.fault)) : () => personOf(store, opened.claims)
  }

const refuse = (refusal: Refusal) => (): never => {
  throw refusal
}

const malformedHeader = (): Refusal =>
  new Refusal(
    jsonAnswer(401, {
      detail: 'Authorization header must contain two space-delimited values',
      code: 'bad_authorization_header',
    }),
  )

function refusalOf(fault: TokenFault): Refusal {
  if (fault === 'no-sub') return plainRefusal('Token contained no recognizable user identification')
  const message = fault === 'no-exp' ? "Token has no 'exp' claim" : 'Token is invalid or expired'
  return new Refusal(
    jsonAnswer(401, {
      detail: 'Given token not valid for any token type',
      code: 'token_not_valid',
      messages: [{ token_class: 'AccessToken', token_type: 'access', message }],
    }),
  )
}

const plainRefusal = (detail: string): Refusal =>
  new Refusal(jsonAnswer(401, { detail, code: 'token_not_valid' }))

/** The e-mail address counts only the first time; the part after the `@` is stored in lower case. */
function personOf(store: Store, claims: Claims): Row {
  const username = String(claims['sub'])
  const known = store.first('users', equals({ username }), 'id')
  if (known) return known
  if (!(emailClaim in claims)) throw plainRefusal('Token must contain the user email address')
  return store.insert('users', { username, email: normalEmail(String(claims[emailClaim] ?? '')) })
}

function normalEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 0 ? email : `${email.slice(0, at)}@${email.slice(at + 1).toLowerCase()}`
}
