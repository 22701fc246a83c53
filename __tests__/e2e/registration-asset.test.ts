import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pullRequestEvent, pushEvent } from '../../stand-ins/events.ts'
import { tempWorkspace } from '../../stand-ins/workspace.ts'
import { MODEL_FILES, PREDICT, scriptConfig } from '../support/asset-script.ts'
import { startOwner, tinyRegistry } from '../support/registering.ts'
import { startHand } from '../support/strangers.ts'
import { TINY } from '../support/tiny.ts'

const { image } = await tinyRegistry()

const benchmarkWith = (model: string) =>
  readFileSync(join(TINY, 'benchmark.yaml'), 'utf8')
    .replace('config: model/container_config.yaml', model)
    .replace('config: metrics/container_config.yaml', 'config: script/container_config.yaml')
    .replace(/\n *parameters: metrics\/.*/, '')

const FILES = {
  'benchmark.yaml': benchmarkWith('asset: { path: model/files }'),
  'script/container_config.yaml': scriptConfig(image, PREDICT, 'without'),
  ...MODEL_FILES,
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('a model that is files of the repository is hosted, registered once, and changed as a new version', async () => {
  await using owner = await startOwner({ era: 'model', image, files: FILES })
  const before = await Promise.all([owner.rows('models'), owner.rows('mlcubes')])
  const mine = async () => (await owner.rows('models')).filter(({ name }) => `${name}`.startsWith('tiny'))

  const pull = await owner.run({ event: pullRequestEvent() })
  expect(pull.said).not.toMatch(/^error/m)
  expect(pull.comments[0]).toContain('register 2 containers and 1 asset')
  expect(pull.comments[0]).toContain('reference model (asset)')
  expect(await Promise.all([owner.rows('models'), owner.rows('mlcubes')])).toEqual(before)
  expect(owner.github.releases).toEqual([])

  const push = await owner.run()
  expect(push.said).not.toMatch(/^error/m)
  expect(push.code).toBe(0)
  const hosted = owner.github.releases.flatMap(({ assets }) => assets)
  const archive = hosted.find(({ name }) => name.startsWith('reference-model-files'))
  const hash = sha256(archive?.bytes ?? Buffer.alloc(0))
  const [model, ...others] = await mine()
  expect(others).toEqual([])
  expect(model).toMatchObject({
    name: 'tiny-model',
    type: 'ASSET',
    state: 'OPERATION',
    container: null,
    asset: {
      name: 'tiny-model',
      state: 'OPERATION',
      asset_hash: hash,
      asset_url: `${owner.github.url}/acme/wdbc/releases/download/medperf-hosted-files/${archive?.name}`,
    },
  })
  expect(await owner.rows('benchmarks')).toMatchObject([
    { name: 'tiny', state: 'OPERATION', reference_model: model?.['id'] },
  ])
  // What is hosted is what a client unpacks: the files at the top of the archive.
  const names = execFileSync('tar', ['-tz'], { input: archive?.bytes ?? '' }).toString()
  expect(names.split('\n').filter((name) => name.includes('word-'))).toEqual(['word-0', 'word-1'])
  expect(push.summary).toContain('| reference model (asset) | `tiny-model` |')
  expect(JSON.parse(push.lock ?? '{}').components.reference_model).toMatchObject({
    uid: model?.['id'],
    asset: expect.any(Number),
    given: false,
    fields: { asset_hash: hash },
  })

  const again = await owner.run({ event: pushEvent({ sha: 'd'.repeat(40) }) })
  expect(again.said).not.toMatch(/^error/m)
  expect(again.summary).toContain('nothing was written')

  await owner.write('model/files/word-2', 'none\n')
  const next = await owner.run()
  expect(next.said).not.toMatch(/^error/m)
  expect((await mine()).map(({ name }) => name)).toEqual(['tiny-model', 'tiny-model-v2'])
  expect((await owner.rows('benchmarks')).map(({ name }) => name)).toEqual(['tiny', 'tiny-v2'])

  await using hand = await startHand(owner.server, 'model')
  const elsewhere = execFileSync('tar', [
    '-cz',
    '-C',
    join(owner.workspace, 'model/files'),
    'word-0',
    'word-1',
  ])
  const url = hand.serve('/model.tar.gz', elsewhere)
  await owner.write('benchmark.yaml', benchmarkWith(`asset: { url: "${url}" }`))
  const published = owner.github.releases.flatMap(({ assets }) => assets).length
  const moved = await owner.run()
  expect(moved.said).not.toMatch(/^error/m)
  expect((await mine())[2]).toMatchObject({
    name: 'tiny-model-v3',
    asset: { asset_hash: sha256(elsewhere), asset_url: url },
  })
  expect(owner.github.releases.flatMap(({ assets }) => assets)).toHaveLength(published)
})

test('submit registers it from the report of another job, and not with other files than were tested', async () => {
  await using owner = await startOwner({ era: 'model', image, files: FILES })
  const { report } = await owner.run({ inputs: { ...owner.inputs, mode: 'test' } })
  expect(report).toMatchObject({ verdict: 'passed' })
  await owner.write('report.json', JSON.stringify(report))
  const inputs = { ...owner.inputs, report: 'report.json' }
  const env = { DOCKER_HOST: 'unix:///nowhere' }
  await owner.write('model/files/word-0', 'uneven\n')
  const refused = await owner.run({ action: 'submit', inputs, env })
  expect(refused.said).toContain('reference_model: the files of the asset: tested was')
  expect(await owner.rows('benchmarks')).toEqual([])
  await owner.write('model/files/word-0', 'even\n')
  const run = await owner.run({ action: 'submit', inputs, env })
  expect(run.said).not.toMatch(/^error/m)
  expect(await owner.rows('benchmarks')).toMatchObject([{ name: 'tiny' }])
})

test('a registered one is tested by uid as hospitals get it, and refused with other files than registered', async () => {
  await using owner = await startOwner({ era: 'model', image, files: FILES })
  await using hand = await startHand(owner.server, 'model')
  await using folder = await tempWorkspace(undefined, { 'word-0': 'even\n', 'word-1': 'odd\n' })
  const archive = execFileSync('tar', ['-cz', '-C', folder.path, 'word-0', 'word-1'])
  const url = hand.serve('/weights.tar.gz', archive)
  const asset = {
    name: 'their-weights',
    state: 'OPERATION',
    asset_hash: sha256(archive),
    asset_url: url,
  }
  const body = { name: 'their-weights', type: 'ASSET', state: 'OPERATION', asset }
  const { id, asset: row } = await hand.send('POST', 'models/', body)
  await owner.write('benchmark.yaml', benchmarkWith(`uid: ${id}`))

  const run = await owner.run()
  expect(run.said).not.toMatch(/^error/m)
  expect(run.report?.containers[1]).toMatchObject({
    name: 'their-weights',
    type: 'Asset',
    additionalFiles: sha256(archive),
  })
  expect(await owner.rows('benchmarks')).toMatchObject([{ reference_model: id }])
  expect((await owner.run()).summary).toContain('nothing was written')

  // Only the address may move in OPERATION, and then the hash has to stay.
  const moved = hand.serve('/other.tar.gz', Buffer.concat([archive, Buffer.alloc(1)]))
  await hand.send('PUT', `assets/${(row as { readonly id: number }).id}/`, { asset_url: moved })
  const other = await owner.run({ event: pullRequestEvent() })
  expect(other.outputs['verdict']).toBe('failed')
  expect(other.said).toContain(`registered as part of ${id} with that hash`)
})
