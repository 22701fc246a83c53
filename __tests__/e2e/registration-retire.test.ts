import { describe, expect, test } from 'vitest'
import { eras } from '../../dev-server/era.ts'
import { pullRequestEvent } from '../../stand-ins/events.ts'
import { startOwner, tinyRegistry } from '../support/registering.ts'

const { image } = await tinyRegistry()

describe.each(eras)('a server of the %s era', (era) => {
  test('what a rejected version leaves is offered, planned, retired once on request, and nothing else is', async () => {
    await using owner = await startOwner({ era, image })
    const first = await owner.run()
    const uid = Number(first.outputs['benchmark-uid'])
    const uids = JSON.parse(first.outputs['uids'] ?? '{}') as Record<string, number>
    const rejected = await fetch(`${owner.server.url}/api/v0/benchmarks/${uid}/`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${await owner.server.token('testadmin')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ approval_status: 'REJECTED' }),
    })
    expect(rejected.status).toBe(200)
    await owner.write('metrics/parameters.yaml', 'threshold: 0.75\n')
    const second = await owner.run()
    expect(second.code).toBe(0)
    const list = `benchmark ${uid}, container ${uids['evaluator']}`
    expect(second.summary).toContain(`set the input \`retire: ${list}\``)
    expect(second.comments.join()).toContain(`set the input \`retire: ${list}\``)
    const invalid = async () => {
      const rows = [...(await owner.rows('mlcubes')), ...(await owner.rows('benchmarks'))]
      return rows.filter((row) => row['is_valid'] === false).map(({ name }) => name)
    }

    // The server lets any container be a preparator; this one serves somebody still.
    const data = await fetch(`${owner.server.url}/api/v0/datasets/`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await owner.server.token('testdo')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        name: 'theirs',
        input_data_hash: '1',
        generated_uid: '2',
        split_seed: 0,
        submitted_as_prepared: false,
        data_preparation_mlcube: uids['evaluator'],
      }),
    })
    expect(data.status).toBe(201)
    const inputs = { ...owner.inputs, retire: list }
    for (const options of [{ event: pullRequestEvent() }, { inputs: { ...inputs, 'dry-run': 'true' } }]) {
      const pull = await owner.run({ inputs, ...options })
      expect(pull.report?.plan?.retire).toMatchObject([
        { object: 'benchmark', uid, name: 'tiny', verdict: 'retire' },
        { object: 'container', uid: uids['evaluator'], name: 'tiny-metrics', verdict: 'retire' },
      ])
      expect(pull.report?.plan?.issues).toContainEqual({
        severity: 'warning',
        message: expect.stringContaining(`1 data set was prepared with container ${uids['evaluator']}`),
        hint: expect.any(String),
      })
      expect(pull.summary).toMatch(
        /\*\*(?:A merge will|Dry run: a merge would)\*\* .*retire benchmark \d+ \(`tiny`\) and container \d+/,
      )
    }
    expect(await invalid()).toEqual([])

    const used = { ...owner.inputs, retire: `container ${uids['data_preparator']}` }
    const refused = await owner.run({ inputs: used })
    expect(refused.code).toBe(1)
    expect(refused.said).toMatch(
      /\(`tiny-prep`\) cannot be retired: this benchmark\.yaml is registered with it/,
    )
    expect(await invalid()).toEqual([])

    const run = await owner.run({ inputs })
    expect(run.code).toBe(0)
    expect(run.summary).toContain('Retired, so that MedPerf’s client refuses it')
    expect(await invalid()).toEqual(['tiny-metrics', 'tiny'])
    const again = await owner.run({ inputs })
    expect(again.code).toBe(0)
    expect(again.summary).not.toContain('Retired,')
    expect(await invalid()).toEqual(['tiny-metrics', 'tiny'])
  })
})

test('a value of `retire` that is no list of uids is an error that shows one', async () => {
  await using owner = await startOwner({ era: 'model', image })
  const run = await owner.run({ inputs: { ...owner.inputs, retire: 'all' } })
  expect(run.code).toBe(1)
  expect(run.said).toContain('Input retire must be a list such as `container 12, model 7, benchmark 3`')
})
