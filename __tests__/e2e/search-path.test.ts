import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { pullRequestEvent } from '../../stand-ins/events.ts'
import { runAction } from '../../stand-ins/runner.ts'
import { tempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'
import { TINY, tinyGitHub } from '../support/tiny.ts'

test.each([
  ['an empty entry', '', 'docker'],
  ['the entry `.`', '.', 'docker'],
  ['a relative entry', 'node_modules/.bin', 'node_modules/.bin/docker'],
  ['a folder of it', 'WORKSPACE/.venv/bin', '.venv/bin/docker'],
  ['another name of where we are', '/proc/self/cwd', 'docker'],
])('no program of the checkout is started, though PATH has %s', async (_, entry, name) => {
  await using workspace = await tempWorkspace(TINY)
  await using temp = await tempFolder('medperf-runner-')
  await using github = await tinyGitHub()
  const [program, mark] = [join(workspace.path, name), join(temp.path, 'ran')]
  mkdirSync(dirname(program), { recursive: true })
  writeFileSync(program, `#!/bin/sh\ntouch ${mark}\nexit 1\n`)
  chmodSync(program, 0o755)
  const { outputs } = await runAction({
    entry: 'main',
    workspace: workspace.path,
    temp: temp.path,
    github,
    event: pullRequestEvent(),
    env: {
      ...github.runtimeEnvironment,
      PATH: `${entry.replace('WORKSPACE', workspace.path)}:${process.env['PATH']}`,
    },
  })
  expect(outputs['verdict']).toBeDefined()
  expect(existsSync(mark)).toBe(false)
})
