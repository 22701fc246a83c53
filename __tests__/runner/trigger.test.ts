import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findCommit } from '../../src/job/trigger.ts'
import { readTrigger } from '../../src/runner/trigger.ts'
import { testFolder } from '../support/test-folder.ts'

const HEAD = 'a'.repeat(40)
const BASE = 'b'.repeat(40)
const MERGE = 'c'.repeat(40)

function environment(name: string, event: unknown, more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const path = join(testFolder('event-'), 'event.json')
  writeFileSync(path, typeof event === 'string' ? event : JSON.stringify(event))
  return { GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path, GITHUB_SHA: MERGE, ...more }
}

const repository = { default_branch: 'main' }

const pullRequest = (headRepository: number | null) => ({
  repository,
  pull_request: {
    number: 7,
    head: { sha: HEAD, repo: headRepository === null ? null : { id: headRepository } },
    base: { sha: BASE, ref: 'main', repo: { id: 1 } },
  },
})

test.each([
  ['of the same repository', 1, false],
  ['of a fork', 2, true],
  ['of a fork that was deleted', null, true],
])(
  'a pull request %s is read with its head, which the merge commit in GITHUB_SHA is not',
  (_, repository, fork) => {
    const trigger = readTrigger(environment('pull_request', pullRequest(repository)))
    expect(trigger).toEqual({
      kind: 'pull_request',
      number: 7,
      headSha: HEAD,
      baseSha: BASE,
      baseRef: 'main',
      fork,
      defaultBranch: 'main',
    })
    expect(findCommit(trigger)).toBe(HEAD)
  },
)

test.each([
  ['closed', MERGE],
  ['edited', undefined],
  ['labeled', undefined],
  ['synchronize', undefined],
  [undefined, undefined],
])('a merge is what closes a pull request, not what is done to it later: %s', (action, commit) => {
  const { pull_request, ...event } = pullRequest(1)
  const merged = { ...pull_request, merged: true, merge_commit_sha: MERGE }
  const trigger = readTrigger(environment('pull_request', { ...event, action, pull_request: merged }))
  expect(trigger.kind === 'pull_request' && trigger.merged).toBe(commit)
})

test.each([
  ['names the default branch', { repository }, { defaultBranch: 'main' }],
  ['does not name it', {}, {}],
  ['took the ref away', { repository, deleted: true }, { defaultBranch: 'main', deleted: true }],
  ['took nothing away', { repository, deleted: false }, { defaultBranch: 'main' }],
])('a push that %s is read as it is', (_, event, more) => {
  const ref = 'refs/heads/main'
  expect(readTrigger(environment('push', event, { GITHUB_REF: ref }))).toEqual({
    kind: 'push',
    sha: MERGE,
    ref,
    ...more,
  })
})

test.each([
  ['names the default branch', { repository }, { defaultBranch: 'main' }],
  ['does not name it', {}, {}],
  ['is no JSON', 'no json', {}],
  ['is of another form', { repository: 'acme/wdbc' }, {}],
])('a start by hand whose event %s is about the commit it names', (_, event, more) => {
  const ref = { GITHUB_REF: 'refs/heads/main' }
  expect(readTrigger(environment('workflow_dispatch', event, ref))).toEqual({
    kind: 'other',
    name: 'workflow_dispatch',
    sha: MERGE,
    ref: 'refs/heads/main',
    ...more,
  })
})

test.each(['workflow_dispatch', 'schedule', 'merge_group', 'workflow_run'])(
  '%s is about the commit it names',
  (name) => {
    expect(readTrigger(environment(name, {}))).toEqual({ kind: 'other', name, sha: MERGE })
  },
)

test('without any event the files of the workspace are tested', () => {
  expect(readTrigger({})).toEqual({ kind: 'other', name: 'no event' })
})

test.each([
  ['text', 'no json'],
  ['another event', { action: 'opened' }],
  [
    'a head that is no commit',
    { pull_request: { ...pullRequest(1).pull_request, head: { sha: '$(id)', repo: null } } },
  ],
])('an event file that holds %s is an error that names the event', (_, event) => {
  expect(() => readTrigger(environment('pull_request', event))).toThrow(
    'The event file of "pull_request" (GITHUB_EVENT_PATH) is not what GitHub sends.',
  )
})
