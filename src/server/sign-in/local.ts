import * as z from 'zod'
import { ExpectedError } from '../../facts/error.ts'
import { MOST_SETTINGS } from '../../yaml/bound.ts'
import { parsePlainJson } from '../../yaml/json.ts'

const Tokens = z.record(z.string(), z.string())

/** The token of one user in a development server's `tokens.json`, which maps e-mails to tokens (docs/medperf.md 9.5). */
export function findLocalToken(text: string, email: string): string {
  const token = tokensOf(text)[email.trim().toLowerCase()]
  if (token !== undefined) return token
  throw new ExpectedError('login', `the tokens of the development server hold none for \`${email}\``, {
    hint: 'Give one of its users as `login-email`.',
  })
}

/** Whether a text is such a map, which no access token is. */
export const isTokenMap = (text: string): boolean => text.trimStart().startsWith('{')

function tokensOf(text: string): Readonly<Record<string, string>> {
  try {
    return Tokens.parse(parsePlainJson(text, MOST_SETTINGS))
  } catch {
    // The cause would quote the text, and with it the tokens.
    throw new ExpectedError(
      'login',
      'the tokens of the development server are not a JSON object of e-mails and tokens',
    )
  }
}
