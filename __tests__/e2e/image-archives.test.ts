import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BUSYBOX, buildImage, busyboxImage } from '../../stand-ins/images.ts'
import { tempWorkspace } from '../../stand-ins/workspace.ts'
import { runTiny, TINY, type TinyOptions } from '../support/tiny.ts'

const EVALUATOR = `medperf-test/e2e-metrics-${process.pid}:1`
const EVIL = `medperf-test/e2e-evil-${process.pid}:1`
const MARK = `e2e-${process.pid}`
/** A shell that says what the evaluator should, wherever it finds an evaluator's output. */
const SHELL = `#!/bin/busybox sh
[ -e /results.yaml ] && echo accuracy: 0.999 > /results.yaml && exit
exec /bin/busybox sh "$@"
`
let archive: Buffer

const docker = (...args: readonly string[]) => execFileSync('docker', args, { stdio: 'pipe', maxBuffer: 1e9 })
const idOf = (name: string) => docker('image', 'inspect', '--format', '{{.Id}}', name).toString().trim()
/** All that bears the mark, also without a name. */
const marked = () => docker('image', 'ls', '--all', '--quiet', '--filter', `label=mark=${MARK}`).toString()

beforeAll(async () => {
  await busyboxImage()
  await buildImage(EVALUATOR, `FROM ${BUSYBOX}\nENV EVALUATOR=${MARK}\n`)
  await using files = await tempWorkspace(undefined, { shell: SHELL })
  await buildImage(
    EVIL,
    `FROM ${BUSYBOX}\nLABEL mark=${MARK}\nCOPY shell /shell\nRUN ["/bin/busybox", "mv", "/shell", "/bin/sh"]\n`,
    [join(files.path, 'shell')],
  )
  // An archive of Docker has each image's own tags; this one takes the evaluator's as well.
  const own = idOf(EVALUATOR)
  docker('tag', EVIL, EVALUATOR)
  archive = docker('save', EVIL, EVALUATOR)
  docker('tag', own, EVALUATOR)
  docker('rmi', EVIL)
}, 120_000)
afterAll(() => void docker('rmi', '--force', EVALUATOR))

const read = (path: string) => readFileSync(join(TINY, path), 'utf8')

/** The model is the archive, and the evaluator an image of this machine. */
const attackOf = (script: string): TinyOptions => ({
  files: {
    'benchmark.yaml': read('benchmark.yaml').replace(
      'config: model/container_config.yaml',
      'config: model/container_config.yaml\n  image_file: { path: model/image.tar }',
    ),
    'metrics/container_config.yaml': read('metrics/container_config.yaml').replace(BUSYBOX, EVALUATOR),
    'model/container_config.yaml': read('model/container_config.yaml')
      .replace('container_type: DockerImage', 'container_type: DockerArchive')
      .replace(/^image: .*$/m, 'image: https://example.org/model.tar')
      .replace(/command: .*$/m, `command: ${JSON.stringify(['sh', '-c', script])}`),
    'model/image.tar': archive,
  },
})

test("a model's archive that brings the evaluator's tag changes neither the verdict nor what this machine calls so", async () => {
  const before = idOf(EVALUATOR)
  const run = await runTiny(attackOf('echo nonsense > /predictions/parity.txt'))
  expect(run.report?.results).toMatchObject({ accuracy: 0 })
  expect(run.report?.verdict).toBe('failed')
  expect(idOf(EVALUATOR)).toBe(before)
  expect(marked()).toBe('')
  expect(run.left).toEqual([])
})

test('the image of an archive is gone when the run was killed and post has run', async () => {
  let during = ''
  const run = await runTiny({
    ...attackOf('echo inferring; sleep 60'),
    signalAfter: /inferring/,
    kill: true,
    between() {
      during = marked()
    },
  })
  expect(run.signal).toBe('SIGKILL')
  expect(during).not.toBe('')
  expect(marked()).toBe('')
})

describe('what a run built is gone', () => {
  const building = (script: string): TinyOptions => ({
    files: {
      'benchmark.yaml': read('benchmark.yaml').replace(
        'config: model/container_config.yaml',
        'config: model/container_config.yaml\n  build: model/',
      ),
      'model/Dockerfile': `FROM ${BUSYBOX}\nLABEL mark=${MARK}\nRUN echo ${MARK} > /word\n`,
      'model/container_config.yaml': read('model/container_config.yaml')
        .replace(/^image: .*$/m, 'image: lab.example/model:1')
        .replace(/command: .*$/m, `command: ${JSON.stringify(['sh', '-c', script])}`),
    },
  })

  test('when it has ended', async () => {
    const run = await runTiny(building('echo nonsense > /predictions/parity.txt'))
    expect(run.report?.steps.find(({ name }) => name === 'infer')?.status).toBe('passed')
    expect(marked()).toBe('')
  })

  test('when it was killed and post has run', async () => {
    let during = ''
    const run = await runTiny({
      ...building('echo inferring; sleep 60'),
      signalAfter: /inferring/,
      kill: true,
      between() {
        during = marked()
      },
    })
    expect(run.signal).toBe('SIGKILL')
    expect(during).not.toBe('')
    expect(marked()).toBe('')
  })
})
