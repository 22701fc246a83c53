import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { hasEmulator } from '../../src/steps/images/emulators.ts'
import { BUSYBOX } from '../../stand-ins/images.ts'
import { ALIEN_PROGRAM, loadForeign } from '../support/foreign-image.ts'
import { runTiny, TINY } from '../support/tiny.ts'

const FOREIGN = `medperf-test/foreign-${process.pid}:1`
await loadForeign(FOREIGN, 's390x')
afterAll(() => void execFileSync('docker', ['image', 'rm', FOREIGN], { stdio: 'pipe' }))

const read = (path: string) => readFileSync(join(TINY, path), 'utf8')
const build = {
  'benchmark.yaml': read('benchmark.yaml').replace(
    'config: model/container_config.yaml',
    'config: model/container_config.yaml\n  build: model/',
  ),
}

test('an image for another processor is told on its line, before anything runs where it cannot run', async () => {
  const config = 'metrics/container_config.yaml'
  const files = { [config]: read(config).replace(BUSYBOX, FOREIGN) }
  const line = files[config]?.split('\n').findIndex((one) => one.startsWith('image:')) ?? -1
  const { annotations, code, report } = await runTiny({ files })
  const shown = `${config}:${line + 1}`
  if (hasEmulator('s390x') === false) {
    expect(annotations).toEqual([
      expect.stringMatching(
        new RegExp(`^error ${shown} fetch: the image .* is for linux/s390x, and this machine is `),
      ),
    ])
    expect(report?.steps.map(({ status }) => status)).toEqual(['failed', ...Array(5).fill('skipped')])
    return
  }
  // Nobody knows whether the machine emulates it; and its programs are of this machine all the same.
  expect(code).toBe(0)
  expect(annotations).toEqual([
    expect.stringMatching(
      new RegExp(`^warning ${shown} the image .* is for linux/s390x, and most hospitals have linux/amd64`),
    ),
  ])
})

test.each([
  [
    'a program of another processor',
    {
      'model/alien': ALIEN_PROGRAM,
      'model/Dockerfile': `FROM ${BUSYBOX}\nCOPY alien /bin/alien\nRUN chmod 755 /bin/alien\n`,
    },
    'exec /bin/alien',
    /A program of the image is for another processor|It is for another processor/,
  ],
  [
    'a script with line ends of Windows',
    {
      'model/run.sh': '#!/bin/sh\r\necho hello\r\n',
      'model/Dockerfile': `FROM ${BUSYBOX}\nCOPY run.sh /app/run.sh\nRUN chmod 755 /app/run.sh\n`,
    },
    'exec /app/run.sh',
    /`run\.sh` has the line ends of Windows \(CRLF\)\n.*eol=lf/,
  ],
] as const)('%s in an image is what the failure says', async (_, files, infer, words) => {
  const run = await runTiny({
    files: { ...build, ...files },
    scripts: { infer },
    env: { DOCKER_BUILDKIT: '0' },
  })
  expect(run.annotations).toHaveLength(1)
  expect(run.annotations[0]).toMatch(/^error infer ended with exit code 12[67]/)
  expect(run.annotations[0]).toMatch(words)
})
