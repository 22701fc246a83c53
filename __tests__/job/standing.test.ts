import { expect, test } from 'vitest'
import { findStanding, holdTag, type Standing, sayHeld } from '../../src/job/standing.ts'
import type { Trigger } from '../../src/job/trigger.ts'

const SHA = 'a'.repeat(40)

const pull = (baseRef: string, more: object = {}): Trigger => ({
  kind: 'pull_request',
  number: 1,
  headSha: SHA,
  baseSha: SHA,
  baseRef,
  fork: false,
  defaultBranch: 'main',
  ...more,
})
const merged = (baseRef: string, more: object = {}) => pull(baseRef, { merged: SHA, ...more })
const push = (ref: string, more: object = {}): Trigger => ({
  kind: 'push',
  sha: SHA,
  ref,
  defaultBranch: 'main',
  ...more,
})
const other = (name: string, ref?: string, more: object = {}): Trigger => ({
  kind: 'other',
  name,
  sha: SHA,
  defaultBranch: 'main',
  ...(ref !== undefined && { ref }),
  ...more,
})
const unnamed = { defaultBranch: undefined }

const on = (branch = 'main'): Standing => ({ kind: 'on', branch })
const kept = (message: RegExp) => ({
  held: { message: expect.stringMatching(message), hint: expect.stringContaining('`register-branch`') },
})
const off = (message: RegExp) => ({ kind: 'off', ...kept(message) })
const UNSAID = /^the event does not say which branch is the default one/

test.each<[string, Trigger, string | undefined, unknown]>([
  ['a push to the default branch', push('refs/heads/main'), undefined, on()],
  ['a pull request merged into it', merged('main'), undefined, on()],
  ['a start by hand on it', other('workflow_dispatch', 'refs/heads/main'), undefined, on()],
  ['an open pull request to it', pull('main'), undefined, { kind: 'open' }],
  ['a push to the branch that is named', push('refs/heads/release/1'), 'release/1', on('release/1')],
  ['a merge into the branch that is named', merged('release/1'), 'release/1', on('release/1')],
  [
    'a start by hand on the branch that is named, by an event that says nothing',
    other('workflow_dispatch', 'refs/heads/next', unnamed),
    'next',
    on('next'),
  ],
  [
    'a push to another branch',
    push('refs/heads/scratch'),
    undefined,
    off(/`scratch`: only `main` registers$/),
  ],
  ['a merge into another branch', merged('scratch'), undefined, off(/a merge into `scratch`: only `main`/)],
  [
    'a start by hand on another branch',
    other('workflow_dispatch', 'refs/heads/scratch'),
    undefined,
    off(/from `scratch`: only `main`/),
  ],
  [
    'a push to the default branch where another is named',
    push('refs/heads/main'),
    'next',
    off(/only `next`/),
  ],
  ['a merge into the default branch where another is named', merged('main'), 'next', off(/only `next`/)],
  [
    'an open pull request to another branch',
    pull('scratch'),
    undefined,
    { kind: 'open', ...kept(/^it goes into `scratch`, and only `main` registers$/) },
  ],
  [
    'an open pull request to it, where another is named',
    pull('main'),
    'next',
    { kind: 'open', ...kept(/`next`/) },
  ],
  ['a branch whose name begins alike', push('refs/heads/main/x'), undefined, off(/only `main`/)],
  ['a branch whose name ends alike', push('refs/heads/x/main'), undefined, off(/only `main`/)],
  ['a branch of other letters', push('refs/heads/Main'), undefined, off(/only `main`/)],
  ['a branch called like a tag', push('refs/heads/refs/tags/v1'), undefined, off(/only `main`/)],
  ['a name without its kind', push('main'), undefined, off(/only `main`/)],
  ['the ref of a pull request', push('refs/pull/1/merge'), undefined, off(/only `main`/)],
  [
    'a push to a name with a backtick',
    push('refs/heads/x` approved `y'),
    undefined,
    off(/`x' approved 'y`:/),
  ],
  ['no ref at all', other('workflow_dispatch'), undefined, off(/only `main`/)],
  ['a tag', push('refs/tags/v1'), undefined, { kind: 'tagged', branch: 'main', tag: 'v1' }],
  [
    'a tag called like the branch',
    push('refs/tags/main'),
    undefined,
    { kind: 'tagged', branch: 'main', tag: 'main' },
  ],
  [
    'a tag where a branch is named',
    push('refs/tags/a/b'),
    'next',
    { kind: 'tagged', branch: 'next', tag: 'a/b' },
  ],
  [
    'a start by hand on a tag',
    other('workflow_dispatch', 'refs/tags/v1'),
    undefined,
    { kind: 'tagged', branch: 'main', tag: 'v1' },
  ],
  ['a push, where the default branch is not said', push('refs/heads/main', unnamed), undefined, off(UNSAID)],
  ['a tag, where it is not said', push('refs/tags/v1', unnamed), undefined, off(UNSAID)],
  ['a merge, where it is not said', merged('main', unnamed), undefined, off(UNSAID)],
  [
    'an open pull request, where it is not said',
    pull('main', unnamed),
    undefined,
    { kind: 'open', ...kept(UNSAID) },
  ],
  ['a branch that was deleted', push('refs/heads/main', { deleted: true }), undefined, { kind: 'no merge' }],
  ['a tag that was deleted', push('refs/tags/v1', { deleted: true }), undefined, { kind: 'no merge' }],
  ...[
    'schedule',
    'release',
    'merge_group',
    'issue_comment',
    'repository_dispatch',
    'pull_request_target',
    'workflow_run',
    'create',
    'no event',
  ].map((name): [string, Trigger, undefined, unknown] => [
    name,
    other(name, 'refs/heads/main'),
    undefined,
    { kind: 'no merge' },
  ]),
])('%s', (_, trigger, named, expected) => {
  expect(findStanding(trigger, named)).toEqual(expected)
})

test('what is held of a tag says why, also where nobody could say', () => {
  const tagged = { branch: 'main', tag: 'v`1' }
  expect(sayHeld(holdTag(tagged))).toBe(
    "Nothing is registered from the tag `v'1`: its commit is not on `main`. Merge it there, and tag what is on that branch.",
  )
  expect(sayHeld(holdTag(tagged, 'HTTP 403, no'))).toMatch(
    /is not known \(HTTP 403, no\)\. Give the job `contents: read`/,
  )
})
