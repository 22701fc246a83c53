import { mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runTiny, type TinyOptions } from '../support/tiny.ts'

/** Root may write everywhere; who runs tests as another user is that already. */
const asUser = (): TinyOptions =>
  process.getuid?.() === 0 ? { user: { uid: 1234, gid: statSync('/var/run/docker.sock').gid } } : {}

const runIn = (directory: string, options: TinyOptions = {}) =>
  runTiny({ ...asUser(), inputs: { 'work-directory': directory }, ...options })

test('a relative work directory is one of the workspace, through a link too, and nothing stays in it', async () => {
  let inWork: readonly string[] = []
  const run = await runIn('linked/deep', {
    before(workspace) {
      mkdirSync(join(workspace, 'real'))
      symlinkSync('real', join(workspace, 'linked'))
    },
    between(_, workspace) {
      inWork = readdirSync(join(workspace, 'real', 'deep'))
    },
  })
  expect(run.annotations.filter((line) => line.startsWith('error'))).toEqual([])
  expect(run.report?.verdict).toBe('passed')
  expect(inWork).toEqual([])
})

test.each([
  ['/proc/x', 'no folder can be made there (ENOENT)'],
  ['/root/work', 'the user of the runner may not (EACCES)'],
  ['/etc/passwd', 'a part of the path is a file (ENOTDIR)'],
  ['demo/x', 'lies in `demo`, the demo dataset, which would have in it what the run writes'],
])(
  'the work directory %s is refused by the name of the input, before anything runs',
  async (directory, why) => {
    const run = await runIn(directory)
    expect(run.report).toMatchObject({
      verdict: 'error',
      reason: expect.stringContaining(`the input work-directory, \`${directory}\`,`),
      hint: expect.stringMatching(/^Name a folder/),
      steps: [],
    })
    expect(run.report?.reason).toContain(why)
    expect(run.outputs['verdict']).toBe('error')
    expect(run.annotations).toEqual([expect.stringMatching(/^error the input work-directory/)])
    for (const page of [run.summary, run.comments[0]]) expect(page).toContain('work-directory')
    expect(run.left.filter((name) => name.includes('medperf-benchmark'))).toEqual([])
  },
)

test('a temporary folder that cannot be is named, and everybody is told', async () => {
  const run = await runTiny({ env: { RUNNER_TEMP: '/proc/x' } })
  expect(run.code).toBe(1)
  expect(run.outputs['verdict']).toBe('error')
  for (const page of [run.summary, run.comments[0], run.annotations.join()])
    expect(page).toContain('`RUNNER_TEMP` cannot be used: no folder can be made there (ENOENT)')
})
