import { describe, expect, test } from 'vitest'
import { eras } from '../../dev-server/era.ts'
import type { RulesOptions } from '../../dev-server/features.ts'
import { containerNamed, type Person, person } from './person.ts'
import { started } from './started.ts'

const policies = { dataset_auto_approval_mode: 'ALWAYS', dataset_auto_approval_allow_list: ['a@example.com'] }

const filesOf = (name: string): object => ({
  name,
  git_mlcube_url: `https://git.example.org/${name}/mlcube.yaml`,
  mlcube_hash: name,
  parameters_hash: '',
  image_tarball_hash: '',
  image_hash: name,
  additional_files_tarball_hash: '',
  state: 'OPERATION',
})

const demo = {
  demo_dataset_tarball_url: 'https://files.example.org/demo.tar.gz',
  demo_dataset_tarball_hash: 'd',
  demo_dataset_generated_uid: 'u',
}

const longName = 'n'.repeat(128)

describe('a server of summer 2025', () => {
  test('has policies, filters and participants, but stores files, with short names', async () => {
    await using running = await started({ era: 'mlcube', with: ['policies'], seed: 'benchmark' })
    const owner = person(running.server, 'testbo')
    for (const name of ['prep', 'model', 'metrics']) await owner('POST', 'mlcubes/', filesOf(name))
    const parts = { data_preparation_mlcube: 1, reference_model_mlcube: 2, data_evaluator_mlcube: 3 }
    const made = await owner('POST', 'benchmarks/', { ...demo, ...parts, ...policies, name: 'bench' })
    expect(made).toMatchObject({ status: 201, body: { ...policies, approval_status: 'APPROVED' } })
    expect((await owner('GET', 'mlcubes/?name=prep')).body).toMatchObject({ count: 1 })
    expect((await owner('GET', 'benchmarks/1/participants_info/')).status).toBe(200)
    expect((await owner('GET', 'models/')).status).toBe(404)
    expect((await owner('POST', 'mlcubes/', containerNamed('json'))).body).toHaveProperty('git_mlcube_url')
    expect((await owner('POST', 'mlcubes/', filesOf(longName))).body).toHaveProperty('name')
    // Joined in DEVELOPMENT: only the mlcube era itself forbids that.
    const asked = { model_mlcube: 2, benchmark: 1, metadata: {} }
    expect(await owner('POST', 'mlcubes/benchmarks/', asked)).toMatchObject({
      status: 201,
      body: { approval_status: 'APPROVED' },
    })
  })
})

test('a server of November 2025 takes long names of containers that are files', async () => {
  await using running = await started({ era: 'mlcube', with: ['policies', 'long-names'] })
  const owner = person(running.server, 'testbo')
  expect((await owner('POST', 'mlcubes/', { ...filesOf('x'), name: longName })).status).toBe(201)
  expect((await owner('POST', 'mlcubes/', { ...filesOf('y'), name: `${longName}n` })).status).toBe(400)
})

describe('a server of July 2026', () => {
  test('has committees and searches, and knows no topology', async () => {
    await using running = await started({ era: 'model', with: ['committee'], seed: 'data' })
    const owner = person(running.server, 'testbo')
    const member = person(running.server, 'testmo')
    const committee_member_emails = ['TestMO@example.com']
    const made = await owner('PUT', 'benchmarks/1/', { committee_member_emails })
    expect(made.body).toMatchObject({ committee_member_emails: ['testmo@example.com'] })
    expect(made.body).not.toHaveProperty('topology')
    expect((await member('GET', 'me/benchmarks/')).body).toMatchObject({ count: 1 })
    expect((await member('GET', 'mlcubes/?search=nothing-has-this')).body).toMatchObject({ count: 0 })
    const retired = await member('PUT', 'benchmarks/1/', { is_active: false })
    expect(retired).toMatchObject({ status: 200, body: { is_active: false } })
    const gone = await member('PUT', 'benchmarks/1/', { committee_member_emails: ['ghost@example.com'] })
    expect(gone).toEqual({
      status: 400,
      body: { committee_member_emails: "Users not found: ['ghost@example.com']" },
    })
  })
})

const servers: readonly RulesOptions[] = [
  ...eras.map((era) => ({ era })),
  { era: 'mlcube', with: ['policies'] },
  { era: 'mlcube', with: ['policies', 'long-names'] },
  { era: 'mlcube', with: ['long-names'] },
  { era: 'model', with: ['committee'] },
  { era: 'topology', demand: ['benchmarks.some_field', 'mlcubes.other'] },
]

interface Property {
  readonly maxLength?: number
  readonly readOnly?: boolean
}

interface Described {
  readonly components: {
    readonly schemas: Readonly<
      Record<
        string,
        { readonly required: readonly string[]; readonly properties: Readonly<Record<string, Property>> }
      >
    >
  }
}

const bodies = { 'mlcubes/': 'MlCube', 'benchmarks/': 'Benchmark', 'models/': 'Model', 'assets/': 'Asset' }

async function whatIsRefused(send: Person, path: string, body: object): Promise<readonly string[]> {
  const answer = await send('POST', path, body)
  return answer.status === 400 ? Object.keys(answer.body).sort() : []
}

test.each(servers.map((options) => [JSON.stringify(options), options] as const))(
  'what %s says of a body is what it does with it',
  async (_, options) => {
    await using running = await started(options)
    const owner = person(running.server, 'testbo')
    const answer = await fetch(`${running.server.url}/schema/?format=json`)
    const { components } = (await answer.json()) as Described
    for (const [path, name] of Object.entries(bodies)) {
      const schema = components.schemas[name]
      if (!schema) continue
      const written = Object.entries(schema.properties).filter(([, property]) => !property.readOnly)
      const names = written.map(([field]) => field)
      expect(await whatIsRefused(owner, path, {})).toEqual(
        schema.required.filter((field) => names.includes(field)),
      )
      const texts = written.flatMap(([field, { maxLength }]) =>
        maxLength === undefined ? [] : [[field, maxLength] as const],
      )
      const long = Object.fromEntries(texts.map(([field, most]) => [field, 'x'.repeat(most + 1)]))
      const fit = Object.fromEntries(texts.map(([field, most]) => [field, 'x'.repeat(most)]))
      expect(await whatIsRefused(owner, path, long)).toEqual(expect.arrayContaining(Object.keys(long)))
      const refused = await whatIsRefused(owner, path, fit)
      expect(refused.filter((field) => field in fit)).toEqual([])
    }
  },
)
