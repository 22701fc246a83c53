import { expect, test } from 'vitest'
import { type Era, eras } from '../../dev-server/era.ts'
import { type SeedLevel, seedLevels } from '../../dev-server/seed/levels.ts'
import { startDevServer } from '../../dev-server/server.ts'
import { person } from './person.ts'

/** What a seeded server holds, as an administrator sees it. */
async function contentOf(era: Era, seed?: SeedLevel) {
  const server = await startDevServer({ era, port: 0, ...(seed !== undefined && { seed }) })
  const admin = person(server, seed === undefined ? 'admin' : 'testadmin')
  const countOf = async (path: string) => (await admin('GET', path)).body['count']
  const requests = await admin('GET', 'benchmarks/1/models/')
  const content = {
    users: await countOf('users/'),
    containers: await countOf('mlcubes/'),
    models: await countOf('models/'),
    benchmarks: await countOf('benchmarks/'),
    approval: (await admin('GET', 'benchmarks/1/')).body['approval_status'],
    joined: (requests.body['results'] as { approval_status: string }[] | undefined)?.map(
      (row) => row.approval_status,
    ),
  }
  await server.close()
  return content
}

test.each(eras)('a fresh server of the %s era holds what a real one does', async (era) => {
  const content = await contentOf(era)
  expect(content).toMatchObject({ users: 1, containers: era === 'mlcube' ? 0 : 1, benchmarks: 0 })
})

test.each(eras)('level benchmark of the %s era only makes testadmin an administrator', async (era) => {
  const content = await contentOf(era, 'benchmark')
  expect(content).toMatchObject({ users: 2, containers: era === 'mlcube' ? 0 : 1, benchmarks: 0 })
})

test.each(eras)('level model of the %s era adds an approved benchmark', async (era) => {
  const content = await contentOf(era, 'model')
  expect(content).toMatchObject({
    users: 3,
    containers: era === 'mlcube' ? 3 : 4,
    benchmarks: 1,
    approval: 'APPROVED',
    joined: [],
  })
  expect(content.models).toBe(era === 'model' || era === 'topology' ? 1 : undefined)
})

test.each(eras)('level data of the %s era adds a model that has joined it', async (era) => {
  const content = await contentOf(era, 'data')
  expect(content).toMatchObject({
    users: 4,
    containers: era === 'mlcube' ? 4 : 5,
    benchmarks: 1,
    joined: ['APPROVED'],
  })
})

test.each(eras.filter((era) => seedLevels(era).includes('tutorial')))(
  'level tutorial of the %s era holds two mock benchmarks',
  async (era) => {
    expect(await contentOf(era, 'tutorial')).toMatchObject({ users: 2, benchmarks: 2, approval: 'APPROVED' })
  },
)
