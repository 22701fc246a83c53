import { describe, expect, it } from 'vitest'
import { takeSnapshot } from '../../src/lookup/snapshot.ts'
import { ERAS } from '../../src/medperf/era.ts'
import { assumeRules } from '../../src/medperf/rules.ts'
import { connectServer, detectServer } from '../../src/server/client.ts'
import { exampleBody, exampleContainers } from '../medperf/toy.ts'
import { type Live, serve } from '../register/live/live.ts'

async function add(live: Live, user: string, body: object): Promise<number> {
  const { status, json } = await live.send(user, 'POST', 'mlcubes/', body)
  expect(status).toBe(201)
  return Number(json['id'])
}

describe.each(ERAS)('the client, %s era', (era) => {
  const server = serve(era)
  const bodies = exampleContainers(era)
  /** As many different containers as asked for. */
  const variant = (index: number) => {
    const hash = index.toString(16).padStart(64, '0')
    return { ...bodies.evaluator, name: `c${index}`, image_hash: era === 'mlcube' ? hash : `sha256:${hash}` }
  }

  it('finds the era on an empty server, with credentials and without', async () => {
    expect(await detectServer({ server: server().url })).toMatchObject({
      origin: server().url,
      rules: assumeRules(era),
    })
    await using client = await server().client('testbo2')
    expect(client.rules).toMatchObject(assumeRules(era))
  })

  it('reads long lists whole', async () => {
    for (let index = 1; index <= 230; index += 1)
      await add(server(), index % 2 === 0 ? 'testbo2' : 'testmo', variant(index))
    await using client = await server().client('testbo2')
    const all = await client.containers()
    expect(all.map(({ name }) => name).filter((name) => name !== 'Toy CA')).toEqual(
      Array.from({ length: 230 }, (_, index) => `c${index + 1}`),
    )
    expect(await client.containers({ mine: true })).toHaveLength(115)
  })

  it('sees what Python clients left unset as unset', async () => {
    const nothing =
      era === 'mlcube' ? { git_parameters_url: '', parameters_hash: '' } : { parameters_config: '' }
    const uid = await add(server(), 'testbo2', { ...bodies.data_preparator, ...nothing, for_test: false })
    await using client = await server().client('testbo2')
    const row = await client.container(uid)
    expect(row?.fields[era === 'mlcube' ? 'parameters_hash' : 'parameters_config']).toBe(
      era === 'mlcube' ? '' : null,
    )
  })

  it('gives nothing for rows that are not there', async () => {
    await using client = await server().client('testbo2')
    expect(await client.container(999)).toBeUndefined()
    expect(await client.row('benchmarks', 999)).toBeUndefined()
  })

  it('sends no body that the server would refuse or take wrongly', async () => {
    await using client = await server().client('testbo2')
    const before = await server().state()
    const wrong = { ...bodies.evaluator, name: '', image_hash: 'latest' }
    await expect(client.create('mlcubes', wrong)).rejects.toMatchObject({
      kind: 'input',
      reasons: expect.arrayContaining([
        expect.stringMatching(/^name: /),
        expect.stringMatching(/^image_hash: /),
      ]),
    })
    await expect(client.update('benchmarks', 1, { approval_status: 'APPROVED' })).rejects.toMatchObject({
      kind: 'input',
    })
    expect(await server().state()).toEqual(before)
  })

  it('says every reason of a refusal in the server’s words', async () => {
    await using client = await server().client('testbo2')
    await client.create('mlcubes', bodies.evaluator)
    await expect(
      client.create('mlcubes', { ...bodies.evaluator, state: 'DEVELOPMENT' }),
    ).rejects.toMatchObject({
      kind: 'refused',
      status: 400,
      message: `POST ${server().url}/api/v0/mlcubes/: HTTP 400: name: ml cube with this name already exists.`,
      hint: expect.stringContaining('stay taken'),
    })
    await expect(client.update('mlcubes', 999, { state: 'OPERATION' })).rejects.toMatchObject({
      kind: 'permission',
    })
  })

  it('says when a token is not this server’s', async () => {
    const token = (await server().token('testbo2')).replace(/.{8}$/, 'AAAAAAAA')
    const failed = connectServer({ server: server().url, token })
    await expect(failed).rejects.toMatchObject({
      kind: 'token',
      message: expect.stringContaining('another server'),
    })
    await expect(failed).rejects.not.toMatchObject({ message: expect.stringContaining(token) })
  })

  it('takes a snapshot of one’s own rows whole and of others’ what is taken', async () => {
    const theirs = await add(server(), 'testmo', { ...bodies.data_preparator, name: 'theirs' })
    const own = await add(server(), 'testbo2', bodies.evaluator)
    await using client = await server().client('testbo2')
    const snapshot = await takeSnapshot(client, { data_preparator: theirs, evaluator: 998 })
    expect(snapshot).toMatchObject({
      origin: server().url,
      rules: { era },
      me: { id: 4, email: 'testbo2@example.com' },
    })
    expect(snapshot.mine.containers.map(({ uid }) => uid)).toEqual([own])
    expect(snapshot.others.containers.find(({ uid }) => uid === theirs)).toEqual({
      uid: theirs,
      name: 'theirs',
      owner: 5,
      key: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(snapshot.given.data_preparator).toMatchObject({ uid: theirs, name: 'theirs' })
    expect(snapshot.given.evaluator).toBeNull()
    expect(JSON.stringify(snapshot)).not.toContain(await server().token('testbo2'))
  })

  it.each(['DEVELOPMENT', 'OPERATION'])(
    'counts whose data was prepared with a container of one’s own in %s, and with no other',
    async (state) => {
      const used = await add(server(), 'testbo2', { ...bodies.data_preparator, state })
      const unused = await add(server(), 'testbo2', { ...bodies.evaluator, state })
      const theirs = await add(server(), 'testmo', { ...bodies.reference_model, state })
      const kept = [used, used, theirs]
      for (const [index, container] of kept.entries()) {
        const hash = String(index).repeat(64)
        const { status } = await server().send('testdo', 'POST', 'datasets/', {
          name: `data-${index}`,
          input_data_hash: hash,
          generated_uid: hash,
          split_seed: 0,
          submitted_as_prepared: false,
          data_preparation_mlcube: container,
        })
        expect(status).toBe(201)
      }
      await using client = await server().client('testbo2')
      const retire = [used, unused, theirs, 998].map((uid) => ({ collection: 'mlcubes' as const, uid }))
      expect((await takeSnapshot(client, {}, retire)).prepared).toMatchObject({ [used]: 2, [unused]: 0 })
      expect((await takeSnapshot(client)).prepared).toEqual({})
    },
  )
})

describe.each(['container', 'model'] as const)('the client, %s era', (era) => {
  const server = serve(era)
  const bodies = exampleContainers(era)

  it('sees its own allow lists', async () => {
    const prep = await add(server(), 'testbo2', bodies.data_preparator)
    const evaluator = await add(server(), 'testbo2', bodies.evaluator)
    const body = {
      ...exampleBody(era, 'POST_benchmarks'),
      data_preparation_mlcube: prep,
      data_evaluator_mlcube: evaluator,
    }
    const model = assumeRules(era).models
      ? Number(
          (await server().send('testbo2', 'POST', 'models/', exampleBody(era, 'POST_models_container'))).json[
            'id'
          ],
        )
      : await add(server(), 'testbo2', bodies.reference_model)
    const key = assumeRules(era).models ? 'reference_model' : 'reference_model_mlcube'
    expect((await server().send('testbo2', 'POST', 'benchmarks/', { ...body, [key]: model })).status).toBe(
      201,
    )
    await using client = await server().client('testbo2')
    const { mine, others } = await takeSnapshot(client)
    expect(mine.benchmarks[0]?.fields['dataset_auto_approval_allow_list']).toEqual(['alice@hospital.example'])
    expect(mine.benchmarks[0]?.components).toEqual({
      data_preparator: prep,
      reference_model: model,
      evaluator,
    })
    expect(others.benchmarks).toEqual([])
  })
})
