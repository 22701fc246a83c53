import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { openApptainer } from '../../src/engines/apptainer/apptainer.ts'
import { ROOT } from '../../stand-ins/action-file.ts'
import { useApptainer } from '../../stand-ins/apptainer.ts'
import { busyboxImage } from '../../stand-ins/images.ts'
import { tempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'
import { openDetached } from '../support/detached.ts'
import { endsOf, runBenchmark } from '../support/steps.ts'
import { TINY } from '../support/tiny.ts'

/* Having images and running containers are two halves: here those of Apptainer are run by somebody else. */

const reason = useApptainer()
beforeEach((context) => {
  if (reason !== undefined) context.skip(reason)
})
const TIMEOUT = 120_000

async function runDetached(repository: string, folder: string, signal = new AbortController().signal) {
  const apptainer = await openApptainer('apptainer', { images: join(folder, 'sif') })
  const { launcher, scripts } = openDetached()
  try {
    const engine = { ...apptainer, ...launcher }
    return { outcome: await runBenchmark(repository, 'benchmark.yaml', folder, { engine, signal }), scripts }
  } finally {
    await apptainer.close()
  }
}

test('a whole benchmark runs in scripts that somebody else starts', { timeout: TIMEOUT }, async () => {
  await busyboxImage()
  await using folder = await tempFolder('medperf-detached-')
  const { outcome, scripts } = await runDetached(TINY, folder.path)
  expect(endsOf(outcome)).toEqual(
    ['fetch', 'prepare', 'sanity_check', 'statistics', 'infer', 'evaluate'].map((name) => `${name}: passed`),
  )
  expect(JSON.stringify(outcome.results)).toBe('{"accuracy":1.0,"threshold":0.5}')
  expect(scripts()).toHaveLength(5)
  // What nobody measured is not made up.
  for (const step of outcome.steps) expect(step).not.toHaveProperty('peakMemory')
})

test('the example leaves there what it leaves on an engine of this machine', {
  timeout: 2 * TIMEOUT,
}, async () => {
  execFileSync(join(ROOT, 'script', 'example-images'), { stdio: 'ignore' })
  await using folder = await tempFolder('medperf-detached-')
  const example = join(ROOT, 'examples', 'breast-cancer-wdbc')
  const { outcome, scripts } = await runDetached(example, folder.path)
  expect(endsOf(outcome).filter((end) => !end.endsWith(': passed'))).toEqual([])
  expect(scripts()).toHaveLength(5)
  await using here = await tempFolder('medperf-here-')
  const onDocker = await runBenchmark(example, 'benchmark.yaml', here.path)
  expect(onDocker.generatedUid).toMatch(/^[0-9a-f]{64}$/)
  expect([outcome.generatedUid, outcome.results]).toEqual([onDocker.generatedUid, onDocker.results])
})

test('a container that fails there fails its step, with what it said', { timeout: TIMEOUT }, async () => {
  await busyboxImage()
  await using folder = await tempFolder('medperf-detached-')
  await using workspace = await tempWorkspace(TINY, { 'model/container_config.yaml': FAILING })
  const { outcome } = await runDetached(workspace.path, folder.path)
  expect(endsOf(outcome).slice(-2)).toEqual([
    'infer: failed: ended with exit code 3',
    'evaluate: skipped: infer failed',
  ])
  expect(outcome.steps.find(({ name }) => name === 'infer')?.logTail.at(-1)).toBe('out of ideas')
})

test('a run that is cancelled ends what was sent away', { timeout: TIMEOUT }, async () => {
  await busyboxImage()
  await using folder = await tempFolder('medperf-detached-')
  const stubborn = FAILING.replace('echo out of ideas; exit 3', `sleep ${SECONDS}`)
  await using workspace = await tempWorkspace(TINY, { 'model/container_config.yaml': stubborn })
  const stop = new AbortController()
  const running = runDetached(workspace.path, folder.path, stop.signal)
  await expect.poll(sleepers, { timeout: 60_000 }).not.toBe('')
  stop.abort(new Error('cancelled'))
  await expect(running).rejects.toThrow('cancelled')
  await expect.poll(sleepers, { timeout: 10_000 }).toBe('')
})

const SECONDS = 40_000 + process.pid
const sleepers = () => spawnSync('pgrep', ['-f', `^sleep ${SECONDS}`], { encoding: 'utf8' }).stdout.trim()

const FAILING = `container_type: DockerImage
image: medperf-test/busybox:1
tasks:
  infer:
    run_args:
      command: [sh, -c, echo out of ideas; exit 3]
    input_volumes:
      data_path: { mount_path: /data, type: directory }
    output_volumes:
      output_path: { mount_path: /out, type: directory }
`
