import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Trigger } from '../../src/job/trigger.ts'
import { type Privilege, refuseEvent } from '../../src/modes/refuse.ts'

const SHA = 'a'.repeat(40)

/** Every event of GitHub's documentation that starts a workflow, and two that only the runner knows. */
const OWN = [
  'pull_request_review',
  'pull_request_review_comment',
  'merge_group',
  'release',
  'schedule',
].concat('workflow_dispatch', 'no event')
const STRANGERS = ['pull_request_target', 'workflow_run']
const OTHERS = [
  'branch_protection_rule',
  'check_run',
  'check_suite',
  'create',
  'delete',
  'deployment',
  'deployment_status',
  'discussion',
  'discussion_comment',
  'dynamic',
  'fork',
  'gollum',
  'image_version',
  'issue_comment',
  'issues',
  'label',
  'milestone',
  'page_build',
  'project',
  'project_card',
  'project_column',
  'public',
  'pull_request_comment',
  'registry_package',
  'repository_dispatch',
  'status',
  'watch',
  'an event that is not invented yet',
  'PULL_REQUEST_TARGET',
  'push ',
]

const named = (name: string): Trigger => ({ kind: 'other', name, sha: SHA })
const pull: Trigger = {
  kind: 'pull_request',
  number: 1,
  headSha: SHA,
  baseSha: SHA,
  baseRef: 'main',
  fork: true,
}
const push: Trigger = { kind: 'push', sha: SHA, ref: 'refs/heads/main' }

const isRefused = (trigger: Trigger, reach: Privilege) => {
  try {
    refuseEvent(trigger, reach)
    return false
  } catch {
    return true
  }
}

test.each([...OWN.map(named), pull, push])('$kind $name runs everywhere', (trigger) => {
  const reaches: readonly Privilege[] = ['containers', 'any containers', 'no containers']
  for (const reach of reaches) expect(isRefused(trigger, reach), reach).toBe(false)
})

test.each(OTHERS)('%s is refused by what can start containers, unless it is told otherwise', (name) => {
  expect(isRefused(named(name), 'containers')).toBe(true)
  expect(isRefused(named(name), 'any containers')).toBe(false)
  expect(isRefused(named(name), 'no containers')).toBe(false)
})

test.each(STRANGERS)('%s is refused by what only registers as well', (name) => {
  expect(isRefused(named(name), 'containers')).toBe(true)
  expect(isRefused(named(name), 'no containers')).toBe(true)
})

test('a refusal says what to use, and names no way around it', () => {
  const refuse = () => refuseEvent(named('issue_comment'), 'containers')
  expect(refuse).toThrow(/^The event issue_comment gives secrets to code that may be a stranger's/)
  expect(refuse).toThrow(expect.objectContaining({ hint: expect.stringMatching(/^Use `on: pull_request`/) }))
  expect(refuse).not.toThrow(/allow-events/)
})

test('the input that allows them is named where inputs are, and nowhere else', () => {
  const pages = ['docs', 'examples', 'submit'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  const named = ['action.yml', 'README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pages]
    .filter((path) => /\.(md|ya?ml)$/.test(path))
    .filter((path) => readFileSync(path, 'utf8').includes('allow-events-with-secrets'))
  expect(named).toEqual(['action.yml', 'README.md'])
  expect(readFileSync('README.md', 'utf8').split('allow-events-with-secrets')).toHaveLength(2)
})
