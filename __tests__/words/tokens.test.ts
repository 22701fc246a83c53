import { expect, test } from 'vitest'
import { hideTokens } from '../../src/words/tokens.ts'
import { makeGitHubToken } from '../../stand-ins/tokens.ts'

const GITHUB = makeGitHubToken()
const JWT = GITHUB.slice(GITHUB.indexOf('eyJ'))

test.each([
  [`Bad credentials: token ${GITHUB}`, 'Bad credentials: token ***'],
  [
    `Headers.append: "token ${GITHUB}" is an invalid header value.`,
    'Headers.append: "token ***" is an invalid header value.',
  ],
  [`authorization=Bearer ${JWT}; x`, 'authorization=Bearer ***; x'],
  [`${JWT}\n${GITHUB}`, '***\n***'],
  [`ghp_${'a1'.repeat(18)}, github_pat_${'A_1'.repeat(27)}`, '***, ***'],
  [`https://x-access-token:${GITHUB}@github.com/acme`, 'https://x-access-token:***@github.com/acme'],
])('tokens are gone from %s', (text, hidden) => {
  expect(hideTokens(text)).toBe(hidden)
})

test.each([
  'Bad credentials',
  'ghs_none is unknown',
  'the file eyJpbWFnZSI is missing',
  'medperf-benchmark.tar.gz, v1.2.3, sub.domain.example.org',
  'length_ghs_ and high_ghp_value',
])('words stay: %s', (text) => {
  expect(hideTokens(text)).toBe(text)
})

test('no text makes it slow, whatever it repeats', () => {
  const before = process.cpuUsage()
  for (const part of ['eyJ-', 'eyJaaaaaaaa.', 'ghs_', '.eyJ', 'ghs_a ', '-ghs_-'])
    hideTokens(part.repeat(1e6))
  const { user } = process.cpuUsage(before)
  expect(user / 1e6).toBeLessThan(2)
})
