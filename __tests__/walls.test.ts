import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join('src', path), 'utf8') }))

/** The files whose code matches; comments do not count. */
const filesWith = (pattern: RegExp) =>
  sources
    .filter(({ text }) => pattern.test(text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')))
    .map(({ path }) => path)
    .sort()

test.each([
  ['inputs are read', /INPUT_\$/, ['runner/inputs.ts']],
  ['the exit status is set', /setFailed|process\.exit/, ['run.ts']],
  ['the event is read', /GITHUB_EVENT_PATH/, ['runner/trigger.ts']],
  ['workflow commands are stopped', /stop-commands/, ['job/log.ts']],
  ['something is printed without the toolkit', /process\.stdout|console\./, ['run.ts']],
])('only where it belongs: %s', (_, pattern, files) => {
  expect(filesWith(pattern)).toEqual(files)
})

test('processes are started in the engines alone', () => {
  expect(
    filesWith(/node:child_process|@actions\/exec/).filter((path) => !path.startsWith('engines/')),
  ).toEqual([])
})

test('MedPerf knows nothing of GitHub Actions', () => {
  expect(filesWith(/@actions\/|octokit/).filter((path) => path.startsWith('medperf/'))).toEqual([])
})

test('there is no default export, no enum, and no any', () => {
  expect(filesWith(/export default|\benum \w+ \{|: any\b|as any\b/)).toEqual([])
})
