import { expect, test } from 'vitest'
import { describeApiError, makeWarning } from '../../src/github/warning.ts'
import { listForms, makeGitHubToken } from '../../stand-ins/tokens.ts'

const token = makeGitHubToken()

test.each([
  ['at its end', `Bad credentials: ${token}`],
  ['where the message is cut', `${'the answer of a proxy '.repeat(10)}authorization: token ${token}`],
  ['in the middle', `unknown token "${token}" of nobody`],
])('a token that an answer repeats %s is in no warning, and no part of it', (_, message) => {
  const error = Object.assign(new Error('failed'), { status: 401, response: { data: { message } } })
  const warning = makeWarning(error, { what: 'It failed', permission: 'checks: read' })
  const parts = Array.from({ length: 20 }, (__, at) => token.slice(at * 25, at * 25 + 25))
  for (const form of [...listForms(token), ...parts]) {
    expect(describeApiError(error)).not.toContain(form)
    expect(warning.warning).not.toContain(form)
  }
  expect(describeApiError(error)).toContain('***')
})
