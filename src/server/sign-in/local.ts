import * as z from 'zod'
import { ExpectedError } from '../../facts/error.ts'
import { quoteName } from '../../words/text.ts'
import { MOST_SETTINGS } from '../../yaml/bound.ts'
import { parsePlainJson } from '../../yaml/json.ts'

const Tokens = z.record(z.string(), z.string())

/** The token of one user in a development server's `tokens.json`, which maps e-mails to tokens (docs/medperf.md 9.5). */
export function findLocalToken(text: string, email: string): string {
  const name = email.trim().toLowerCase()
  const token = tokensOf(text)[name]
  if (token !== undefined) return token
  if (name === '') {
    throw new ExpectedError(
      'login',
      'the tokens of the development server are of several users, and none of them was named',
      {
        code: 'login-email-missing',
        hint: 'Give one of its users as `login-email`, or the token of one alone.',
      },
    )
  }
  throw new ExpectedError('login', `the tokens of the development server hold none for ${quoteName(email)}`, {
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
      {
        code: 'tokens-unread',
        hint: 'Give what it wrote as `tokens.json`, whole, or the token of one user alone.',
      },
    )
  }
}
