import { expect, test } from 'vitest'
import { type Intent, readIntent, type Wish } from '../../src/job/intent.ts'
import type { Standing, WhyHeld } from '../../src/job/standing.ts'

const held: WhyHeld = { message: 'it is elsewhere', hint: 'Move it.' }

const open: Standing = { kind: 'open' }
const on: Standing = { kind: 'on', branch: 'main' }
const off: Standing = { kind: 'off', held }
const tagged: Standing = { kind: 'tagged', branch: 'main', tag: 'v1' }
const none: Standing = { kind: 'no merge' }

const owner: Partial<Wish> = { hasCredential: true }

test.each<[string, Standing, Partial<Wish>, Intent]>([
  ['an open pull request plans, with a credential or without', open, {}, 'plan'],
  ['an open pull request plans, with a credential or without', open, owner, 'plan'],
  ['an open pull request to another branch plans', { kind: 'open', held }, owner, 'plan'],
  ['what is on the branch registers', on, owner, 'apply'],
  ['what is elsewhere tests', off, owner, 'test'],
  ['a tag tests as long as nobody knows where its commit is', tagged, owner, 'test'],
  ['a schedule tests', none, owner, 'test'],
  ['without a credential a merge tests', on, {}, 'test'],
  ['a dry run of a merge plans', on, { ...owner, dryRun: true }, 'plan'],
  ['a dry run elsewhere plans', off, { ...owner, dryRun: true }, 'plan'],
  ['mode submit registers what is on the branch', on, { ...owner, mode: 'submit' }, 'apply'],
  ['mode submit registers nothing elsewhere', off, { ...owner, mode: 'submit' }, 'test'],
  ['mode plan plans, whatever happens', on, { ...owner, mode: 'plan' }, 'plan'],
  ['mode test tests, whatever happens', on, { ...owner, mode: 'test' }, 'test'],
])('%s', (_, standing, wish, expected) => {
  expect(readIntent(standing, { mode: 'auto', dryRun: false, hasCredential: false, ...wish })).toBe(expected)
})
