import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Era, eras } from '../../dev-server/era.ts'
import { type MemoryOptions, type MemoryServer, openMemoryServer } from '../../dev-server/memory.ts'
import type { Filling } from '../../dev-server/seed/fill-rows.ts'
import { containerNamed } from './person.ts'

const OWNER = 42
const STRANGER = 77
const isLate = (era: Era): boolean => era === 'model' || era === 'topology'

const contentOf = (era: Era, name: string): { readonly [key: string]: string | null | object } =>
  era === 'mlcube'
    ? {
        git_mlcube_url: `https://git.example.org/${name}/mlcube.yaml`,
        mlcube_hash: name,
        parameters_hash: '',
        image_tarball_hash: '',
        image_hash: name,
        additional_files_tarball_hash: '',
      }
    : {
        container_config: { container_type: 'DockerImage', image: `registry.example.org/${name}:1` },
        parameters_config: null,
        image_hash: `sha256:${name}`,
        additional_files_tarball_url: '',
        additional_files_tarball_hash: '',
      }

const containerRow = (era: Era, id: number, name: string, owner = OWNER) => ({
  ...contentOf(era, name),
  id,
  name,
  owner,
  state: 'OPERATION',
  is_valid: true,
  created_at: '2026-01-31T12:00:00.000001Z',
  modified_at: '2026-01-31T12:00:00.000001Z',
})

/** What a client sees of a server: its own containers, one of a stranger, a model, a benchmark around them. */
function seen(era: Era): Filling {
  const reference = containerRow(era, 913, 'ref')
  return {
    users: [{ id: OWNER, email: 'owner@example.com' }, { id: STRANGER }],
    mlcubes: [
      containerRow(era, 911, 'prep'),
      containerRow(era, 912, 'theirs', STRANGER),
      ...(isLate(era) ? [] : [reference]),
    ],
    ...(isLate(era) && {
      models: [{ ...reference, id: 500, type: 'CONTAINER', container: reference, asset: null }],
      assets: [{ id: 31, name: 'weights', owner: STRANGER, asset_hash: 'h', asset_url: 'local' }],
    }),
    benchmarks: [
      {
        id: 88,
        name: 'bench',
        owner: OWNER,
        approval_status: 'APPROVED',
        data_preparation_mlcube: 911,
        [isLate(era) ? 'reference_model' : 'reference_model_mlcube']: isLate(era) ? 500 : 913,
        // Of a stranger, and not among the rows.
        data_evaluator_mlcube: 4711,
        committee_members: [STRANGER],
        a_field_of_a_younger_server: 1,
      },
    ],
  }
}

interface Asked {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

const asks =
  (server: MemoryServer, user?: number) =>
  async (method: string, path: string, body?: object): Promise<Asked> => {
    const answer = await server.answer({
      method,
      target: `/api/v0/${path}`,
      ...(user !== undefined && { user }),
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: JSON.parse(answer.text) }
  }

async function filled(era: Era, options: Omit<MemoryOptions, 'era'> = {}): Promise<MemoryServer> {
  const server = await openMemoryServer({ era, ...options })
  server.fill(seen(era))
  return server
}

describe.each(eras)('a server in memory, %s era', (era) => {
  test('lists what it was filled with, under the same ids', async () => {
    using server = await filled(era, { origin: 'https://medperf.example.org' })
    const ask = asks(server, OWNER)
    const list = await ask('GET', 'mlcubes/?limit=2')
    expect(list).toMatchObject({
      status: 200,
      body: {
        count: 3,
        next: 'https://medperf.example.org/api/v0/mlcubes/?limit=2&offset=2',
        results: [{ id: expect.any(Number) }, { id: expect.any(Number) }],
      },
    })
    expect((await ask('GET', 'mlcubes/912/')).body).toMatchObject({
      ...contentOf(era, 'theirs'),
      owner: STRANGER,
    })
    expect((await ask('GET', 'me/')).body).toMatchObject({ id: OWNER, email: 'owner@example.com' })
    const own = await ask('GET', 'me/benchmarks/')
    expect(own.body).toMatchObject({ count: 1, results: [{ id: 88, data_evaluator_mlcube: 4711 }] })
    if (isLate(era)) {
      expect((await ask('GET', 'models/500/')).body).toMatchObject({ container: { id: 913, name: 'ref' } })
    }
  })

  test('takes writes by its rules: new ids, names that are taken, edits, strangers', async () => {
    using server = await filled(era)
    const ask = asks(server, OWNER)
    const fresh = { ...contentOf(era, 'metrics'), name: 'metrics', state: 'OPERATION' }
    const made = await ask('POST', 'mlcubes/', fresh)
    expect(made).toMatchObject({ status: 201, body: { id: 914, owner: OWNER } })
    expect((await ask('POST', 'mlcubes/', { ...fresh, name: 'theirs' })).status).toBe(400)
    expect((await ask('PUT', 'mlcubes/911/', { is_valid: false })).body).toMatchObject({ is_valid: false })
    expect((await ask('PUT', 'mlcubes/912/', { is_valid: false })).status).toBe(403)
    const changed = await ask('PUT', 'benchmarks/88/', { data_evaluator_mlcube: 914 })
    expect(changed).toMatchObject({ status: 200, body: { id: 88, data_evaluator_mlcube: 914 } })
    expect((await asks(server)('GET', 'me/')).status).toBe(401)
  })

  test('a row that is given again takes the place of the first', async () => {
    using server = await filled(era)
    server.fill(seen(era))
    server.fill({ mlcubes: [{ ...containerRow(era, 911, 'prep'), is_valid: false }] })
    const ask = asks(server, OWNER)
    expect((await ask('GET', 'mlcubes/')).body).toMatchObject({ count: 3 })
    expect((await ask('GET', 'mlcubes/911/')).body).toMatchObject({ is_valid: false })
  })
})

test('the committee of a benchmark comes with its row', async () => {
  using server = await filled('topology')
  const member = asks(server, STRANGER)
  expect((await member('GET', 'benchmarks/88/')).body).toMatchObject({ committee_members: [STRANGER] })
  expect((await member('PUT', 'benchmarks/88/', { is_active: false })).status).toBe(200)
})

test('what a server lacks, it lacks in memory too', async () => {
  using server = await openMemoryServer({ era: 'mlcube', with: ['policies'], demand: ['mlcubes.some_field'] })
  server.fill({ users: [{ id: OWNER }] })
  const { body } = await asks(server, OWNER)('POST', 'mlcubes/', containerNamed('json'))
  expect(body).toMatchObject({ some_field: ['This field is required.'], git_mlcube_url: expect.anything() })
  expect(() => server.fill({ models: [{ id: 1 }] })).toThrow('no models')
})

test('a row without an id, or a user who is not there, is an error of the caller', async () => {
  using server = await filled('model')
  expect(() => server.fill({ mlcubes: [{ name: 'x', owner: OWNER }] })).toThrow('a row of mlcubes has no id')
  await expect(asks(server, 1)('GET', 'me/')).rejects.toThrow('no user 1')
})

test('what is refused half way leaves no row', async () => {
  using server = await filled('model')
  const fault = { mlcubes: [containerRow('model', 1, 'fine'), { name: 'no id' }] }
  expect(() => server.fill(fault)).toThrow()
  expect((await asks(server, OWNER)('GET', 'mlcubes/1/')).status).toBe(404)
})

test('it is made of nothing that listens, signs or runs', () => {
  const root = new URL('../../', import.meta.url).pathname
  const packages = new Set<string>()
  const known = new Set<string>()
  const visit = (path: string): void => {
    if (known.has(path)) return
    known.add(path)
    const text = readFileSync(join(root, path), 'utf8')
    for (const [, from = ''] of text.matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
      if (from.startsWith('.')) visit(relative(root, join(root, dirname(path), from)))
      else packages.add(from)
    }
  }
  visit('dev-server/memory.ts')
  expect([...packages].sort()).toEqual(['node:fs', 'node:sqlite'])
})
