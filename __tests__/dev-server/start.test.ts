import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { DevServerOptions } from '../../dev-server/options.ts'
import { startDevServer } from '../../dev-server/server.ts'
import { containerNamed, person } from './person.ts'

const folder = mkdtempSync(join(tmpdir(), 'dev-server-start-'))
const inFolder = (name: string): string => join(folder, name)

afterAll(() => rmSync(folder, { recursive: true }))

const shortKey = (): string =>
  String(
    generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' }),
  )

writeFileSync(inFolder('no-database'), 'something else, and long enough to be read'.repeat(100))

test.each<[string, Partial<DevServerOptions>, string]>([
  ['a key that is none', { publicKey: 'not a key' }, 'RSA key in PEM form'],
  ['a key that is too short to sign', { publicKey: shortKey() }, 'of 2048 bits or more'],
  ['a file that is no database', { db: inFolder('no-database') }, 'no-database cannot be opened'],
  ['a folder that is not there', { db: inFolder('none/x.db') }, 'none/x.db cannot be opened'],
  ['a reset path on a public address', { host: '0.0.0.0', resetPath: '/reset' }, 'loopback host'],
])('refuses %s', async (_, options, words) => {
  await expect(startDevServer({ era: 'model', port: 0, ...options })).rejects.toThrow(words)
})

test('refuses a file of another era, and leaves it as it is', async () => {
  const db = inFolder('era.db')
  const first = await startDevServer({ era: 'container', port: 0, db })
  await first.close()
  await expect(startDevServer({ era: 'model', port: 0, db })).rejects.toThrow('made for the container era')
  await (await startDevServer({ era: 'container', port: 0, db })).close()
})

test('a file is seeded once, and keeps rows and key', async () => {
  const options = { era: 'model', port: 0, db: inFolder('kept.db'), seed: 'model' } as const
  const first = await startDevServer(options)
  const token = await first.token('testbo')
  await person(first, 'testbo')('POST', 'mlcubes/', containerNamed('mine'))
  await first.close()
  const second = await startDevServer(options)
  const { body } = await person({ ...second, token: async () => token }, 'testbo')('GET', 'me/mlcubes/')
  await second.close()
  expect(body).toMatchObject({ count: 4 })
})

test('benchmarks of the named owners are approved at once', async () => {
  const statusOf = async (options: Partial<DevServerOptions>): Promise<unknown> => {
    const server = await startDevServer({ era: 'container', port: 0, ...options })
    const bo = person(server, 'testmo')
    await bo('POST', 'mlcubes/', containerNamed('one'))
    const { body } = await bo('POST', 'benchmarks/', {
      name: 'b',
      demo_dataset_tarball_url: 'u',
      demo_dataset_tarball_hash: 'h',
      demo_dataset_generated_uid: 'd',
      data_preparation_mlcube: 2,
      reference_model_mlcube: 2,
      data_evaluator_mlcube: 2,
    })
    await server.close()
    return body['approval_status']
  }
  expect(await statusOf({})).toBe('PENDING')
  expect(await statusOf({ autoApprove: ['testmo@example.com'] })).toBe('APPROVED')
})
