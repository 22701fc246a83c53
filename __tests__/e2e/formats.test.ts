import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApptainer } from '../../src/engines/apptainer/apptainer.ts'
import { useApptainer } from '../../stand-ins/apptainer.ts'
import { BUSYBOX, buildImage, busyboxImage } from '../../stand-ins/images.ts'
import { type TempFolder, tempFolder } from '../../stand-ins/workspace.ts'
import { encrypt } from '../support/encrypt.ts'
import { loadOptions } from '../support/loading.ts'
import { runTiny, TINY, type TinyOptions } from '../support/tiny.ts'

const KEY = 'correct horse battery staple'
/** Of its own content, because it is removed with all its tags. */
const SECRET_TAG = 'medperf-test/secret-e2e:1'
const missing = useApptainer()
let folder: TempFolder
let archive: Buffer
let sif: Buffer | undefined

beforeAll(async () => {
  await busyboxImage()
  folder = await tempFolder('medperf-formats-')
  const plain = join(folder.path, 'plain.tar')
  await buildImage(SECRET_TAG, `FROM ${BUSYBOX}\nLABEL secret=e2e\n`)
  execFileSync('docker', ['save', '--output', plain, SECRET_TAG])
  execFileSync('docker', ['rmi', '--force', SECRET_TAG], { stdio: 'ignore' })
  archive = await encrypted(readFileSync(plain))
  if (missing !== undefined) return
  const engine = await openApptainer('apptainer', { images: join(folder.path, 'sif') })
  const { runBy } = await engine.load(plain, loadOptions(folder.path))
  await engine.close()
  sif = await encrypted(readFileSync(runBy))
}, 120_000)
afterAll(() => folder[Symbol.asyncDispose]())

async function encrypted(plain: Buffer): Promise<Buffer> {
  await using own = await tempFolder('medperf-encrypt-')
  return readFileSync(await encrypt(plain, KEY, own.path))
}

/** The tiny benchmark whose model is an encrypted file. */
function withModel(type: string, image: Uint8Array, script?: string): TinyOptions {
  const config = readFileSync(join(TINY, 'model/container_config.yaml'), 'utf8')
    .replace('container_type: DockerImage', `container_type: ${type}`)
    .replace(/^image: .*$/m, 'image: https://example.org/model')
    .replace(/command: .*$/m, (command) =>
      script === undefined ? command : `command: ${JSON.stringify(['sh', '-c', script])}`,
    )
  const benchmark = readFileSync(join(TINY, 'benchmark.yaml'), 'utf8').replace(
    'config: model/container_config.yaml',
    'config: model/container_config.yaml\n  image_file: { path: model/image.gpg }',
  )
  return {
    files: {
      'benchmark.yaml': benchmark,
      'model/container_config.yaml': config,
      'model/image.gpg': image,
    },
    inputs: { 'decryption-key': `${KEY}\nignored` },
    // Where Apptainer has its settings.
    env: { HOME: folder.path },
  }
}

const secretImages = () =>
  execFileSync('docker', ['images', '--all', '--quiet', '--filter', 'label=secret=e2e'], { encoding: 'utf8' })

test('an encrypted archive whose run is killed is removed from Docker by post', async () => {
  const script = 'echo inferring; sleep 60'
  const options = withModel('EncryptedDockerArchive', archive, script)
  let during = ''
  const run = await runTiny({
    ...options,
    signalAfter: /inferring/,
    kill: true,
    between() {
      during = secretImages()
    },
  })
  expect(run.signal).toBe('SIGKILL')
  expect(during).not.toBe('')
  expect(secretImages()).toBe('')
  expect(run.left).toEqual([])
})

test('an encrypted Singularity file runs on Apptainer, and neither it nor its key is left', async (context) => {
  if (sif === undefined) return context.skip(missing)
  const run = await runTiny(withModel('EncryptedSingularityFile', sif))
  expect(run.report?.verdict).toBe('passed')
  expect(run.stdout).toMatch(/Apptainer .* runs the containers, because there is an EncryptedSingularityFile/)
  expect(`${run.stdout.replaceAll(/^::add-mask::.*$/gm, '')}${JSON.stringify(run.report)}`).not.toContain(KEY)
  expect(run.left).toEqual([])
})

test('one whose run is killed is gone after post', async (context) => {
  if (sif === undefined) return context.skip(missing)
  const options = withModel('EncryptedSingularityFile', sif, 'echo inferring; sleep 60')
  const run = await runTiny({ ...options, signalAfter: /inferring/, kill: true })
  expect(run.signal).toBe('SIGKILL')
  expect(run.left).toEqual([])
})

test('a runner with a tool cache converts an image once, and keeps nothing that was decrypted', async (context) => {
  if (sif === undefined) return context.skip(missing)
  await using cache = await tempFolder('medperf-tool-cache-')
  const kept = join(cache.path, 'medperf-benchmark-sif', process.arch)
  const images = () => readdirSync(kept).map((name) => [name, statSync(join(kept, name)).ino])
  const runtime = {
    inputs: { runtime: 'apptainer' },
    env: { HOME: folder.path, RUNNER_TOOL_CACHE: cache.path },
  }
  const first = await runTiny(runtime)
  expect(first.report?.verdict).toBe('passed')
  const before = images()
  expect(before).toHaveLength(1)
  const options = withModel('EncryptedDockerArchive', archive)
  const second = await runTiny({
    ...options,
    ...runtime,
    inputs: { ...options.inputs, ...runtime.inputs },
  })
  expect(second.report?.verdict).toBe('passed')
  expect(images()).toEqual(before)
  expect([first.left, second.left]).toEqual([[], []])
})

test('an asset model is one step of the report, and its hash is in the comment', async () => {
  const script = 'cmp /model/answer /labels/parity.txt && echo accuracy: 1.0 > /results/results.yaml'
  const run = await runTiny({
    files: {
      'benchmark.yaml': readFileSync(join(TINY, 'benchmark.yaml'), 'utf8')
        .replace('config: model/container_config.yaml', 'asset: { path: model/files }')
        .replace('  parameters: metrics/parameters.yaml\n', ''),
      'model/files/answer': readFileSync(join(TINY, 'demo/labels/parity.txt')),
      'metrics/container_config.yaml': [
        ...['container_type: DockerImage', `image: ${BUSYBOX}`, 'tasks:', '  run_script:', '    run_args:'],
        `      command: ${JSON.stringify(['sh', '-c', script])}`,
        '    input_volumes:',
        '      labels_path: { mount_path: /labels, type: directory }',
        '      model_files: { mount_path: /model, type: directory }',
        '    output_volumes:',
        '      results_path: { mount_path: /results, type: directory }',
      ].join('\n'),
    },
  })
  expect(run.report?.verdict).toBe('passed')
  expect(run.report?.steps.map(({ name }) => name)).toEqual([
    ...['fetch', 'prepare', 'sanity_check', 'statistics', 'run_script'],
  ])
  expect(run.comments[0]).toMatch(/\| run_script +\| ✅/)
  expect(run.comments[0]).toMatch(
    /\*\*reference model\*\* `tiny-model`: `model\/files`\n +- SHA-256 `[0-9a-f]{64}`/,
  )
  expect(run.left).toEqual([])
})
