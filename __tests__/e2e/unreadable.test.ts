import { chmodSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BUSYBOX } from '../../stand-ins/images.ts'
import { runTiny, TINY, type TinyOptions } from '../support/tiny.ts'

/** Root may read everything; who runs tests as another user is that already. */
const asUser = (): TinyOptions =>
  process.getuid?.() === 0 ? { user: { uid: 1234, gid: statSync('/var/run/docker.sock').gid } } : {}

const YAML = readFileSync(join(TINY, 'benchmark.yaml'), 'utf8')
const line = (of: string, text: string) => text.split('\n').findIndex((one) => one.includes(of)) + 1

/** Runs with these places closed to the user of the runner; they are opened again, so that they can be removed. */
async function runClosed(places: readonly string[], options: TinyOptions) {
  const modes = new Map<string, number>()
  return await runTiny({
    ...asUser(),
    ...options,
    before(workspace) {
      for (const place of places) {
        modes.set(place, statSync(join(workspace, place)).mode)
        chmodSync(join(workspace, place), 0)
      }
    },
    between(_, workspace) {
      for (const [place, mode] of modes) chmodSync(join(workspace, place), mode)
    },
  })
}

const HINT = 'An earlier step or container left it to another user, as root: give it back'

test('what the runner may not read is one problem on each line that names it, with what to do', async () => {
  const yaml = YAML.replace(
    'config: model/container_config.yaml',
    'config: model/container_config.yaml\n  additional_files: { path: extra }\n  build: model/',
  )
  const run = await runClosed(
    ['demo/data/deep', 'extra/some', 'model/cache', 'prep/container_config.yaml', 'metrics'],
    {
      files: {
        'benchmark.yaml': yaml,
        'demo/data/deep/more/case.txt': '1',
        'extra/some/weights.bin': '1',
        'extra/other/weights.bin': '1',
        'model/Dockerfile': `FROM ${BUSYBOX}\n`,
        'model/cache/layer': '1',
      },
    },
  )
  expect(run.report?.verdict).toBe('invalid')
  const errors = run.report?.problems.filter(({ severity }) => severity === 'error')
  const told = errors?.map(({ file, line, message }) => `${file}:${line ?? ''} ${message}`)
  const may = 'cannot be read by the user of the runner'
  expect(told?.toSorted()).toEqual(
    [
      `benchmark.yaml:${line('metrics/container_config.yaml', yaml)} Container config file metrics/container_config.yaml ${may} (EACCES)`,
      `benchmark.yaml:${line('additional_files', yaml)} some in extra ${may} (EACCES)`,
      `benchmark.yaml:${line('build:', yaml)} cache of the build context model/ ${may} (EACCES)`,
      `benchmark.yaml:${line('path: demo/', yaml)} data/deep in demo/ ${may} (EACCES)`,
      `benchmark.yaml:${line('metrics/parameters.yaml', yaml)} Parameters file metrics/parameters.yaml ${may} (EACCES)`,
      `benchmark.yaml:${line('prep/container_config.yaml', yaml)} Container config file prep/container_config.yaml ${may} (EACCES)`,
    ].toSorted(),
  )
  for (const { hint } of errors ?? []) expect(hint).toContain(HINT)
  expect(run.comments[0]).toContain('data/deep in demo/')
  // Only what is told: the checkout's place is nobody's business.
  expect(JSON.stringify(run.report)).not.toContain('medperf-workspace-')
})

test('a checkout that cannot be looked into is told with what to do', async () => {
  const run = await runClosed(['.'], {})
  expect(run.report?.verdict).toBe('invalid')
  expect(run.report?.problems).toMatchObject([
    {
      message: 'benchmark.yaml cannot be read by the user of the runner',
      hint: expect.stringContaining(HINT),
    },
  ])
  expect(run.comments).toHaveLength(1)
})
