import { expect, test } from 'vitest'
import { type Intent, type Mode, readIntent } from '../../src/job/intent.ts'
import type { Trigger } from '../../src/job/trigger.ts'

const SHA = 'a'.repeat(40)

interface Wish {
  readonly mode?: Mode
  readonly dryRun?: boolean
  readonly hasCredential?: boolean
}

const pullRequest: Trigger = {
  kind: 'pull_request',
  number: 1,
  headSha: SHA,
  baseSha: SHA,
  baseRef: 'main',
  fork: false,
}
const push = (ref: string, defaultBranch: boolean): Trigger => ({
  kind: 'push',
  sha: SHA,
  ref,
  defaultBranch,
})
const manual: Trigger = { kind: 'other', name: 'workflow_dispatch', sha: SHA }
const schedule: Trigger = { kind: 'other', name: 'schedule', sha: SHA }

const owner: Wish = { hasCredential: true }

test.each<[string, Trigger, Wish, Intent]>([
  ['an open pull request plans, with a credential or without', pullRequest, {}, 'plan'],
  ['an open pull request plans, with a credential or without', pullRequest, owner, 'plan'],
  ['a merged pull request registers', { ...pullRequest, merged: SHA }, owner, 'apply'],
  ['a push to the default branch registers', push('refs/heads/main', true), owner, 'apply'],
  ['a tag registers', push('refs/tags/v1', false), owner, 'apply'],
  ['a workflow that is started by hand registers', manual, owner, 'apply'],
  ['a push to another branch tests', push('refs/heads/try', false), owner, 'test'],
  ['a schedule tests', schedule, owner, 'test'],
  ['without a credential a merge tests', push('refs/heads/main', true), {}, 'test'],
  ['a dry run of a merge plans', push('refs/heads/main', true), { ...owner, dryRun: true }, 'plan'],
  ['mode plan plans, whatever happens', push('refs/heads/main', true), { ...owner, mode: 'plan' }, 'plan'],
  ['mode test tests, whatever happens', push('refs/heads/main', true), { ...owner, mode: 'test' }, 'test'],
])('%s', (_, trigger, inputs, expected) => {
  const wish = { mode: 'auto' as const, dryRun: false, hasCredential: false, ...inputs }
  expect(readIntent(trigger, wish)).toBe(expected)
})
