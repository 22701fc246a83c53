import { describe, expect, test } from 'vitest'
import { eras } from '../../dev-server/era.ts'
import { exampleContainers } from '../medperf/toy.ts'
import { type Owner, startOwner, tinyRegistry } from '../support/registering.ts'

const { image } = await tinyRegistry()

/**
 * Does something on the server as soon as the first container runs: the plan was made from what was there before, and four
 * more containers run until it is carried out.
 */
function whileRunning(act: () => Promise<void>) {
  let done: Promise<void> | undefined
  return {
    onOutput(text: string) {
      if (text.includes('::group::prepare')) done ??= act()
    },
    done: async () => {
      if (done === undefined) throw new Error('the log has no group of prepare')
      await done
    },
  }
}

async function send(owner: Owner, user: string, method: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${owner.server.url}/api/v0/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await owner.server.token(user)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(await response.text())
}

describe.each(eras)('a server of the %s era that changes while the containers run', (era) => {
  test('a name that a stranger takes: the job says whose it is now, and nothing is written', async () => {
    await using owner = await startOwner({ era, image })
    const theirs = { ...exampleContainers(era).evaluator, name: 'tiny-metrics', state: 'OPERATION' }
    const stranger = whileRunning(() => send(owner, 'testmo', 'POST', 'mlcubes/', theirs))
    const run = await owner.run({ onOutput: stranger.onOutput })
    await stranger.done()
    expect(run.report?.plan).toMatchObject({ seen: 'server', blocked: false })
    expect(run.code).toBe(1)
    expect(run.said).toMatch(/error Nothing was registered: .*`tiny-metrics` is taken by/)
    const names = (await owner.rows('mlcubes')).map(({ name }) => name)
    expect(names).toContain('tiny-metrics')
    expect(names).not.toContain('tiny-prep')
    expect(await owner.rows('benchmarks')).toEqual([])
  })
})

test('a draft that somebody changed by hand meanwhile is not written over: the job shows both values', async () => {
  await using owner = await startOwner({ era: 'container', image })
  const yaml = await owner.read('benchmark.yaml')
  const draft = (text: string) =>
    owner.write(
      'benchmark.yaml',
      `${yaml.replace(/^description: .*$/m, `description: ${text}`)}submit: { state: development }\n`,
    )
  await draft('one')
  const first = await owner.run()
  const uid = first.outputs['benchmark-uid']
  expect(first.code).toBe(0)
  await draft('two')
  const hand = whileRunning(() => send(owner, 'testbo', 'PUT', `benchmarks/${uid}/`, { description: 'hand' }))
  const run = await owner.run({ onOutput: hand.onOutput })
  await hand.done()
  expect(run.code).toBe(1)
  expect(run.said).toMatch(
    /the server changed since the plan was made: `description` of `tiny` is "hand" now/,
  )
  expect(await owner.rows('benchmarks')).toMatchObject([{ description: 'hand' }])
  const again = await owner.run()
  expect(again.code).toBe(0)
  expect(await owner.rows('benchmarks')).toMatchObject([{ description: 'two' }])
})
