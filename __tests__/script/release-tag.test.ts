import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../stand-ins/action-file.ts'
import { testFolder } from '../support/test-folder.ts'

const WHO = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false']

function repository() {
  const folder = testFolder('tagged-')
  const git = (...args: readonly string[]) =>
    execFileSync('git', [...WHO, ...args], { cwd: folder, encoding: 'utf8' }).trim()
  git('init', '--quiet')
  const commit = () => {
    git('commit', '--quiet', '--allow-empty', '--message', 'change')
    return git('rev-parse', 'HEAD')
  }
  const check = (tag: string, sha: string) =>
    spawnSync(join(ROOT, 'script', 'release-tag'), [tag, sha, folder], { encoding: 'utf8' })
  return { git, commit, check }
}

test.each([
  ['a plain one', []],
  ['one with a message', ['--annotate', '--message', 'release']],
])('a tag that is where it was passes, %s', (_, how) => {
  const { git, commit, check } = repository()
  const sha = commit()
  git('tag', ...how, 'v1.2.3')
  expect(check('v1.2.3', sha)).toMatchObject({ status: 0, stderr: '' })
})

test.each([
  ['was moved', (git: (...args: readonly string[]) => string) => git('tag', '--force', 'v1.2.3')],
  [
    'was moved to one with a message',
    (git: (...args: readonly string[]) => string) =>
      git('tag', '--force', '--annotate', '--message', 'x', 'v1.2.3'),
  ],
  ['is gone', (git: (...args: readonly string[]) => string) => git('tag', '--delete', 'v1.2.3')],
  [
    'is gone, and a branch has its name',
    (git: (...args: readonly string[]) => string) => {
      git('branch', 'v1.2.3', 'v1.2.3')
      return git('tag', '--delete', 'v1.2.3')
    },
  ],
])('a tag that %s between its check and the approval is not published', (_, move) => {
  const { git, commit, check } = repository()
  const sha = commit()
  git('tag', 'v1.2.3')
  commit()
  move(git)
  const { status, stderr } = check('v1.2.3', sha)
  expect(status).toBe(1)
  expect(stderr).toMatch(/^v1\.2\.3 is at .*, and [0-9a-f]{40} was verified\n$/)
})

test('another tag whose name ends alike does not count', () => {
  const { git, commit, check } = repository()
  const sha = commit()
  git('tag', 'refs/tags/v1.2.3')
  git('tag', 'a/v1.2.3')
  expect(check('v1.2.3', sha).status).toBe(1)
})
