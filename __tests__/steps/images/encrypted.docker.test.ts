import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { copyFile, cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { buildImage, busyboxImage } from '../../../stand-ins/images.ts'
import { tempFolder } from '../../../stand-ins/workspace.ts'
import { encrypt } from '../../support/encrypt.ts'
import { endsOf, runBenchmark } from '../../support/steps.ts'
import { TINY } from '../../support/tiny.ts'

const TAG = 'medperf-test/encrypted:1'
const OTHER_TAG = 'medperf-test/encrypted:also'
const KEY = 'a key\n'
const ALL = ['image', 'ls', '--all', '--quiet', '--filter']
const MARK = `encrypted-${process.pid}`
const LABEL = `org.medperf.test=encrypted-${process.pid}`

afterEach(() => {
  execFileSync('docker', ['rmi', '--force', TAG, OTHER_TAG], { stdio: 'ignore' })
})

/** The tiny benchmark whose model is an encrypted archive, run with a key; and what is left of it. */
async function run(decryptionKey: string | undefined, { abort = false } = {}) {
  await busyboxImage()
  await using folder = await tempFolder('medperf-encrypted-')
  const repository = join(folder.path, 'repository')
  await cp(TINY, repository, { recursive: true })
  await buildImage(TAG, `FROM medperf-test/busybox:1\nLABEL secret=${MARK}\n`)
  execFileSync('docker', ['tag', TAG, OTHER_TAG])
  const archive = execFileSync('docker', ['save', TAG, OTHER_TAG], { maxBuffer: 1e9 })
  execFileSync('docker', ['rmi', '--force', TAG, OTHER_TAG])
  await copyFile(await encrypt(archive, KEY, folder.path), join(repository, 'model', 'image.gpg'))
  await writeFile(join(repository, 'model/container_config.yaml'), encryptedConfig(repository))
  await writeFile(join(repository, 'benchmark.yaml'), withImageFile(repository))
  const came: string[] = []
  const stop = new AbortController()
  const key = decryptionKey === undefined ? {} : { decryptionKey }
  const outcome = await runBenchmark(repository, 'benchmark.yaml', folder.path, {
    ...key,
    signal: stop.signal,
    label: LABEL,
    imageCame({ runBy }) {
      came.push(runBy)
      if (abort) stop.abort(new Error('cancelled'))
    },
  }).catch((error: Error) => error.message)
  return {
    outcome,
    came,
    images: execFileSync('docker', [...ALL, `label=secret=${MARK}`], { encoding: 'utf8' }),
    decrypted: existsSync(join(folder.path, 'work/decrypted'))
      ? readdirSync(join(folder.path, 'work/decrypted'))
      : [],
  }
}

const encryptedConfig = (repository: string) =>
  readFileSync(join(repository, 'model/container_config.yaml'), 'utf8')
    .replace(/container_type: .*/, 'container_type: EncryptedDockerArchive')
    .replace(/^image: .*/m, 'image: https://example.org/model.tar.gpg')

const withImageFile = (repository: string) =>
  readFileSync(join(repository, 'benchmark.yaml'), 'utf8').replace(
    /config: model\/container_config.yaml/,
    'config: model/container_config.yaml\n  image_file: { path: model/image.gpg }',
  )

const GONE = { images: '', decrypted: [] }

test('an encrypted archive runs like any other, and its image and its decrypted file are gone afterwards', async () => {
  const { outcome, came, ...left } = await run(KEY)
  if (typeof outcome === 'string') throw new Error(outcome)
  expect(endsOf(outcome).at(-1)).toBe('evaluate: passed')
  expect(JSON.stringify(outcome.results)).toBe('{"accuracy":1.0,"threshold":0.5}')
  expect(came).toHaveLength(3)
  expect(left).toEqual(GONE)
}, 120_000)

describe('what stands in the way fails the step fetch', () => {
  test.each([
    ['another key', 'not the key', 'the decryption key does not fit the encrypted image'],
    ['no key', undefined, 'Container seems to be encrypted, but no decryption key is provided'],
  ])(
    '%s',
    async (_, key, words) => {
      const { outcome, came, ...left } = await run(key)
      if (typeof outcome === 'string') throw new Error(outcome)
      expect(endsOf(outcome)[0]).toContain(`fetch: failed: ${words}`)
      expect(came.length).toBeLessThan(3)
      expect(left).toEqual(GONE)
    },
    120_000,
  )
})

test('a run that is cancelled while the image is loaded leaves neither image nor file', async () => {
  const { outcome, came: _came, ...left } = await run(KEY, { abort: true })
  expect(outcome).toContain('cancelled')
  expect(left).toEqual(GONE)
}, 120_000)

test('a key without an encrypted container is refused', async () => {
  await busyboxImage()
  await using folder = await tempFolder('medperf-encrypted-')
  const outcome = await runBenchmark(TINY, 'benchmark.yaml', folder.path, { decryptionKey: 'x' })
  expect(endsOf(outcome)[0]).toBe(
    'fetch: failed: Container is not encrypted, but a decryption key is provided',
  )
})
