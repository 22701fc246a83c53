import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { readLockFile } from '../../src/lookup/lock-file.ts'
import type { Lock } from '../../src/medperf/plan/lock/lock.ts'
import { testFolder } from '../support/test-folder.ts'

const component = { uid: 4, container: 4, name: 'toy', state: 'OPERATION', given: false, fields: {} } as const
const LOCK: Lock = {
  schema: 1,
  server: 'https://api.medperf.org',
  era: 'model',
  owner: 2,
  config: 'benchmark.yaml',
  benchmark: { uid: 1, name: 'toy', state: 'OPERATION', approvalStatus: 'PENDING', fields: {} },
  components: { data_preparator: component, reference_model: component, evaluator: component },
}
const NAME = 'benchmark.lock.json'

/** A repository with a lock beside it, outside. */
function repository(): string {
  const folder = join(testFolder('lock-'), 'repository')
  mkdirSync(join(folder, '.git'), { recursive: true })
  for (const path of ['../outside.json', '.git/lock.json', 'real.json'])
    writeFileSync(join(folder, path), JSON.stringify(LOCK))
  return folder
}

test('the lock is read, also through a link in the repository; where there is none, there is none', () => {
  const folder = repository()
  expect(readLockFile(folder, 'benchmark.yaml')).toBeUndefined()
  expect(readLockFile(join(folder, 'missing'), 'benchmark.yaml')).toBeUndefined()
  symlinkSync('real.json', join(folder, NAME))
  expect(readLockFile(folder, 'benchmark.yaml')).toEqual(LOCK)
  symlinkSync('nowhere', join(folder, 'other.lock.json'))
  expect(readLockFile(folder, 'other.yaml')).toBeUndefined()
})

test.each([
  ['a link to a file of the machine', '/etc/hostname'],
  ['a link to a lock outside', '../outside.json'],
  ['a link to a device that never ends', '/dev/zero'],
  ['a link to a memory of this process', '/proc/self/environ'],
  ['a link into .git', '.git/lock.json'],
  ['a link to a folder', '.git/..'],
])('%s is refused at once', (_, target) => {
  const folder = repository()
  symlinkSync(target, join(folder, NAME))
  expect(() => readLockFile(folder, 'benchmark.yaml')).toThrow(
    expect.objectContaining({
      kind: 'lock',
      message: `${NAME} is not a file of the repository`,
      hint: expect.stringContaining('Put the file itself there'),
    }),
  )
})

test('so is a folder of links, and a pipe is not waited for', () => {
  const folder = repository()
  symlinkSync(dirname(folder), join(folder, 'sub'))
  expect(() => readLockFile(folder, 'sub/outside.yaml')).not.toThrow()
  writeFileSync(join(folder, '..', NAME), JSON.stringify(LOCK))
  expect(() => readLockFile(folder, 'sub/benchmark.yaml')).toThrow('is not a file of the repository')
  execFileSync('mkfifo', [join(folder, NAME)])
  expect(() => readLockFile(folder, 'benchmark.yaml')).toThrow('is not a file of the repository')
})

test('a lock that no merge wrote is not read whole', () => {
  const folder = repository()
  writeFileSync(join(folder, NAME), '')
  truncateSync(join(folder, NAME), 17 * 1024 ** 2)
  expect(() => readLockFile(folder, 'benchmark.yaml')).toThrow(`${NAME} is larger than 16 MiB`)
})
