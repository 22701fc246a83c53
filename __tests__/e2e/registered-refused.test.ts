import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pullRequestEvent } from '../../stand-ins/events.ts'
import { freePort } from '../../stand-ins/registry.ts'
import { type Owner, startOwner } from '../support/registering.ts'
import { type Hand, startHand, tinyConfig } from '../support/strangers.ts'
import { TINY } from '../support/tiny.ts'

/** Nothing here starts a container, so that nobody asks whether the image exists. */
const IMAGE = 'registry.invalid/tiny/shell:1'
const hashes = { digest: `sha256:${'1'.repeat(64)}`, imageId: `sha256:${'2'.repeat(64)}` }

let owner: Owner
let hand: Hand

beforeAll(async () => {
  owner = await startOwner({ era: 'model', image: IMAGE })
  hand = await startHand(owner.server, 'model')
})
afterAll(async () => {
  await hand[Symbol.asyncDispose]()
  await owner[Symbol.asyncDispose]()
})

const metrics = (name: string) => ({
  name,
  config: tinyConfig('metrics', IMAGE),
  parameters: `name: ${name}\n`,
  hashes,
})

/** The tiny benchmark whose evaluator, or reference model, is a number. */
const named = (role: 'evaluator' | 'reference_model', uid: number) => {
  const text = readFileSync(join(TINY, 'benchmark.yaml'), 'utf8')
  return role === 'evaluator'
    ? text.replace(
        'config: metrics/container_config.yaml\n  parameters: metrics/parameters.yaml',
        `uid: ${uid}`,
      )
    : text.replace('config: model/container_config.yaml', `uid: ${uid}`)
}

const lineOf = (text: string) => text.split('\n').findIndex((line) => line.includes('uid:')) + 1

test.each<[string, 'evaluator' | 'reference_model', () => Promise<number>, RegExp]>([
  ['that does not exist', 'evaluator', async () => 998, /there is no such container/],
  [
    'that was retired',
    'evaluator',
    async () => {
      const uid = await hand.register(metrics('retired'))
      await hand.send('PUT', `mlcubes/${uid}/`, { is_valid: false })
      return uid
    },
    /retired by its owner/,
  ],
  [
    'of somebody else in DEVELOPMENT',
    'evaluator',
    () => hand.register({ ...metrics('draft'), state: 'DEVELOPMENT' }),
    /still in DEVELOPMENT, and only its owner, user \d+, can bring it into OPERATION/,
  ],
  [
    'of another kind',
    'evaluator',
    () => hand.register({ name: 'a-prep', config: tinyConfig('prep', IMAGE), hashes }),
    /`a-prep`, cannot be the evaluator: this looks like the configuration of the data preparator/,
  ],
  [
    'that declares parameters and has none',
    'evaluator',
    async () => {
      const { parameters: _, ...bare } = metrics('bare')
      return hand.register(bare)
    },
    /declares `parameters_file`, but the server names no parameters/,
  ],
  [
    'of a container where a model belongs',
    'reference_model',
    () => hand.register({ name: 'no-model', config: tinyConfig('model', IMAGE), hashes }),
    /there is no such model/,
  ],
  [
    'of an asset that nobody else can have',
    'reference_model',
    async () => {
      const asset = { name: 'weights', asset_url: 'local', asset_hash: 'a'.repeat(64), state: 'OPERATION' }
      const row = await hand.send('POST', 'models/', {
        name: 'weights',
        type: 'ASSET',
        state: 'OPERATION',
        asset,
      })
      return Number(row['id'])
    },
    /a model of an asset that never leaves its owner’s machine/,
  ],
])('a uid %s is an error on its line, before anything starts', async (_, role, register, words) => {
  const text = named(role, await register())
  await owner.write('benchmark.yaml', text)
  const run = await owner.run({ event: pullRequestEvent() })
  expect(run.code).toBe(1)
  expect(run.outputs['verdict']).toBe('invalid')
  expect(run.report?.steps).toEqual([])
  const errors = run.commands.filter(({ name }) => name === 'error')
  expect(errors[0]?.properties).toMatchObject({ file: 'benchmark.yaml', line: String(lineOf(text)) })
  expect(errors[0]?.message).toMatch(words)
})

test.each<[string, () => Promise<Record<string, string>>, RegExp]>([
  [
    'a server that is down',
    async () => ({ ...owner.inputs, server: `http://127.0.0.1:${await freePort()}` }),
    /it cannot be read: .*127\.0\.0\.1/,
  ],
  [
    'no credential',
    async () => ({ server: owner.server.url }),
    /without a credential.*\n.*`medperf-token`.*forks/,
  ],
])('with %s nothing can start, which is said on the line of the uid too', async (_, inputs, words) => {
  const text = named('evaluator', 5)
  await owner.write('benchmark.yaml', text)
  for (const mode of ['auto', 'test', 'plan']) {
    const run = await owner.run({ event: pullRequestEvent(), inputs: { ...(await inputs()), mode } })
    expect(run.code).toBe(1)
    expect(run.outputs['verdict']).toBe('error')
    expect(run.report?.steps).toEqual([])
    const [error] = run.commands.filter(({ name, properties }) => name === 'error' && 'line' in properties)
    expect(error?.properties).toMatchObject({ file: 'benchmark.yaml', line: String(lineOf(text)) })
    expect(error?.message).toMatch(words)
  }
})
