import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pullRequestEvent } from '../../stand-ins/events.ts'
import { testFolder } from '../support/test-folder.ts'

/* Node ends a program that waits for what can never come, with a status of its own and without a word. */

test('a run that nothing can bring to its end says so, and fails', () => {
  const folder = testFolder('stuck-')
  const at = (name: string) => join(folder, name)
  writeFileSync(at('event.json'), JSON.stringify(pullRequestEvent().payload))
  writeFileSync(at('output'), '')
  const from = (path: string) => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href)
  const program = `
    import { run } from ${from('run.ts')}
    import { readInputs } from ${from('runner/inputs.ts')}
    await run({ readInputs, loadMode: async () => () => new Promise(() => {}) })`
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      GITHUB_WORKSPACE: folder,
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: at('event.json'),
      GITHUB_OUTPUT: at('output'),
      GITHUB_REPOSITORY: 'lab/benchmark',
      GITHUB_SHA: '0'.repeat(40),
      GITHUB_RUN_ID: '1',
      GITHUB_RUN_ATTEMPT: '1',
      RUNNER_TEMP: folder,
      INPUT_CONFIG: 'benchmark.yaml',
      INPUT_MODE: 'auto',
    },
  })
  expect(stdout).toContain('::error::The run stopped without an end.')
  expect(readFileSync(at('output'), 'utf8')).toContain('error')
  expect(status).toBe(1)
})
