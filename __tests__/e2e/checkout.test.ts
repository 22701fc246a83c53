import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../support/test-folder.ts'
import { runTiny, TINY } from '../support/tiny.ts'

/* A container that writes to the checkout is run by the next step that asks Git anything. */

const fixture = (path: string) => readFileSync(join(TINY, path), 'utf8')
const MODEL = 'model/container_config.yaml'

const GIT = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/config': '[core]\n\trepositoryformatversion = 0\n',
  '.git/objects/info/none': '',
  '.git/refs/heads/none': '',
}

/** The tiny benchmark with additional files at a path, which its model gets for writing and uses to plant a command. */
function raid(path: string, mark: string): Readonly<Record<string, string>> {
  const plant = `mkdir -p /repo/.git /repo/script; printf '[core]\\\\n\\\\tfsmonitor = touch ${mark}; false\\\\n' >> /repo/.git/config; echo evil > /repo/script/deploy.sh; echo raided; `
  return {
    ...GIT,
    'script/deploy.sh': 'echo deploy\n',
    'benchmark.yaml': fixture('benchmark.yaml').replace(
      `  config: ${MODEL}\n`,
      `  config: ${MODEL}\n  additional_files: { path: ${path} }\n`,
    ),
    [MODEL]: fixture(MODEL)
      .replace('"-c", "', (word) => word + plant.replaceAll('"', '\\"'))
      .replace(
        'output_volumes:\n',
        'output_volumes:\n      additional_files: { mount_path: /repo, type: directory }\n',
      ),
  }
}

test('the checkout cannot be had for writing: it is invalid, with its line, and Git runs nothing', async () => {
  const mark = join(testFolder('raid-'), 'ran')
  const { report, annotations, code } = await runTiny({
    files: raid('.', mark),
    between(_, workspace) {
      execFileSync('git', ['-c', 'safe.directory=*', 'status'], { cwd: workspace })
      expect(readFileSync(join(workspace, '.git/config'), 'utf8')).toBe(GIT['.git/config'])
      expect(readFileSync(join(workspace, 'script/deploy.sh'), 'utf8')).toBe('echo deploy\n')
    },
  })
  expect(code).toBe(1)
  expect(report?.verdict).toBe('invalid')
  expect(annotations.join('\n')).toMatch(
    /error benchmark\.yaml:10 the folder \. holds \.git, whose configuration may hold a token/,
  )
  expect(existsSync(mark)).toBe(false)
})

test('a folder of it is a copy for whoever writes it: the run goes on, and the checkout is as it was', async () => {
  const mark = join(testFolder('raid-'), 'ran')
  const files = raid('script', mark)
  const { report, stdout } = await runTiny({
    files,
    between(_, workspace) {
      execFileSync('git', ['-c', 'safe.directory=*', 'status'], { cwd: workspace })
      expect(readFileSync(join(workspace, '.git/config'), 'utf8')).toBe(GIT['.git/config'])
      expect(existsSync(join(workspace, 'script/.git'))).toBe(false)
      expect(readFileSync(join(workspace, 'script/deploy.sh'), 'utf8')).toBe('echo deploy\n')
    },
  })
  expect(stdout).toContain('raided')
  expect(report?.verdict).toBe('passed')
  expect(report?.problems).toContainEqual(
    expect.objectContaining({
      severity: 'warning',
      file: MODEL,
      message: expect.stringContaining('as an output volume the container may change it'),
    }),
  )
  expect(existsSync(mark)).toBe(false)
})
