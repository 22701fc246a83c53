import { describe, expect, test } from 'vitest'
import { eras } from '../../dev-server/era.ts'
import { dispatchEvent } from '../../stand-ins/events.ts'
import { cuttingProxy } from '../register/live/cutting-proxy.ts'
import { startOwner, tinyRegistry } from '../support/registering.ts'
import { CERTIFICATE, startTlsFront } from '../support/tls-front.ts'

const { image } = await tinyRegistry()

test('a server of an unknown authority is an error that names ca-file, and with it is trusted', async () => {
  await using owner = await startOwner({ era: 'model', image })
  await using front = await startTlsFront({ '/': owner.server.url })
  const inputs = { ...owner.inputs, server: front.url }
  const stranger = await owner.run({ inputs })
  expect(stranger.code).toBe(1)
  expect(stranger.said).toMatch(/its certificate is (signed by itself|from an unknown authority)/)
  expect(stranger.said).toContain('ca-file')
  expect(stranger.report?.steps).toEqual([])
  const missing = await owner.run({ inputs: { ...inputs, 'ca-file': '/nowhere/ca.pem' } })
  expect(missing.said).toContain(
    'the file of the input ca-file, `/nowhere/ca.pem`, cannot be used: it is not there',
  )
  const trusted = await owner.run({ inputs: { ...inputs, 'ca-file': CERTIFICATE } })
  expect(trusted.said).not.toMatch(/^error/m)
  expect(await owner.rows('benchmarks')).toMatchObject([{ name: 'tiny' }])
})

test('plain http to another machine is refused before anything is sent', async () => {
  await using owner = await startOwner({ era: 'model', image })
  const run = await owner.run({ inputs: { ...owner.inputs, server: 'http://medperf.example' } })
  expect(run.code).toBe(1)
  expect(run.said).toMatch(/is plain http: a token sent there could be read on the way/)
  expect(run.report?.steps).toEqual([])
})

test('a workflow that is started by hand registers', async () => {
  await using owner = await startOwner({ era: 'container', image })
  const run = await owner.run({ event: dispatchEvent() })
  expect(run.said).not.toMatch(/^error/m)
  expect(run.outputs['benchmark-uid']).toBeDefined()
})

describe.each(eras)('a server of the %s era', (era) => {
  test('two merges at once register once, and leave one comment', async () => {
    await using owner = await startOwner({ era, image })
    const runs = await Promise.all(
      [1, 2].map((id) => owner.run({ env: { GITHUB_RUN_ID: `815000000${id}` } })),
    )
    expect(runs.filter(({ code }) => code === 0).length).toBeGreaterThan(0)
    for (const { said, code } of runs)
      if (code !== 0) expect(said).toMatch(/changed|blocked|nothing can be registered/)
    const names = (await owner.rows('mlcubes'))
      .map(({ name }) => name)
      .filter((name) => /^tiny/.test(String(name)))
    expect(names.toSorted()).toEqual(['tiny-metrics', 'tiny-model', 'tiny-prep'])
    expect(await owner.rows('benchmarks')).toMatchObject([{ name: 'tiny' }])
    // It is that of the second run, which may have come too late for anything.
    const told = () => owner.github.comments.filter(({ body }) => body.includes('job=registered+on'))
    expect(told()).toHaveLength(1)
    const again = await owner.run({ env: { GITHUB_RUN_ID: '8150000003' } })
    expect(again.code).toBe(0)
    expect(told()).toMatchObject([{ body: expect.stringContaining('is registered on') }])
  })
})

test.each([
  [
    'a page with 500',
    { status: 500, page: '<h1>Server Error (500)</h1>' },
    /HTTP 500: the server failed and shows a page/,
  ],
  [
    '401',
    { status: 401, json: { detail: 'Given token not valid for any token type' } },
    /HTTP 401: Given token not valid/,
  ],
])('%s in the middle of a registration stops it in words; the next run goes on', async (_, reply, words) => {
  await using owner = await startOwner({ era: 'model', image })
  await using way = await cuttingProxy(owner.server.url)
  const inputs = { ...owner.inputs, server: way.url }
  way.use({ mode: 'answered', only: /^POST /, at: 2, forGood: reply.status === 500, reply })
  const broken = await owner.run({ inputs })
  expect(broken.code).toBe(1)
  expect(broken.said).toMatch(words)
  way.use()
  const run = await owner.run({ inputs })
  expect(run.code).toBe(0)
  expect((await owner.rows('mlcubes')).filter(({ name }) => name === 'tiny-prep')).toHaveLength(1)
})
