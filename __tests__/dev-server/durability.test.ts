import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { containerNamed, personWith } from './person.ts'
import { run, type Served, serve } from './process.ts'

const folder = mkdtempSync(join(tmpdir(), 'dev-server-durability-'))
const file = join(folder, 'server.db')
const start = (): Promise<Served> => serve('--era', 'model', '--port', '0', '--db', file)

let token = ''

beforeAll(async () => {
  token = (await run('--era', 'model', '--db', file, '--token', 'testbo')).stdout.trim()
})

afterAll(() => rmSync(folder, { recursive: true }))

const WRITES = 20

/** Registers containers, has the server killed in the middle, and says which were answered. */
async function registerUntilKilled({ child, url }: Served, round: number): Promise<unknown[]> {
  const bo = personWith(url, token)
  const answered: unknown[] = []
  try {
    for (let number = 0; ; number += 1) {
      const name = `r${round}-${number}`
      const { status, body } = await bo('POST', 'mlcubes/', containerNamed(name))
      expect(status).toBe(201)
      answered.push([body['id'], name])
      if (number === WRITES) child.kill('SIGKILL')
    }
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError)
  }
  return answered
}

test('a kill -9 loses no answered write, and no id is given twice', async () => {
  const answered: unknown[] = []
  for (const round of [1, 2, 3]) {
    const served = await start()
    answered.push(...(await registerUntilKilled(served, round)))
    await served.ended
  }
  const { child, url, ended } = await start()
  const { body } = await personWith(url, token)('GET', 'me/mlcubes/?limit=1000')
  child.kill('SIGTERM')
  await ended
  const kept = (body['results'] as { id: number; name: string }[]).map(({ id, name }) => [id, name])
  const ids = kept.map(([id]) => Number(id))
  expect(answered.length).toBeGreaterThan(3 * WRITES)
  expect(kept).toEqual(expect.arrayContaining(answered))
  expect(ids).toEqual([...new Set(ids)].sort((left, right) => left - right))
})
