import { expect, test } from 'vitest'
import { pullRequestEvent } from '../../stand-ins/events.ts'
import { startOwner, tinyRegistry } from '../support/registering.ts'

const { image } = await tinyRegistry()

test('a server that demands what nobody knows is named on a pull request, with a token and without, and a merge leaves it untouched', async () => {
  await using owner = await startOwner({
    era: 'topology',
    image,
    medperf: { demand: ['benchmarks.purpose'] },
  })
  const before = await owner.rows('mlcubes')
  const message = 'benchmark: `purpose` is required by this server, and this action does not know it'

  const blind = { server: owner.server.url }
  const fork = await owner.run({ event: pullRequestEvent({ fork: 'somebody/tiny' }), inputs: blind })
  expect(fork.outputs['verdict']).toBe('passed')
  expect(fork.report?.plan).toMatchObject({
    seen: 'nothing',
    era: 'topology',
    server: owner.server.url,
    blocked: true,
  })
  expect(fork.report?.plan?.issues.map((issue) => issue.message)).toContain(message)

  const pull = await owner.run({ event: pullRequestEvent() })
  expect(pull.report?.plan).toMatchObject({ seen: 'server', blocked: true })
  expect(pull.report?.plan?.issues.map((issue) => issue.message)).toContain(message)

  const push = await owner.run()
  expect(push.code).toBe(1)
  expect(push.said).toContain(message)
  expect(push.said).toContain('Look for a newer version of this action.')
  expect(await owner.rows('mlcubes')).toEqual(before)
  expect(await owner.rows('models')).toEqual([])
  expect(await owner.rows('benchmarks')).toEqual([])
  expect(owner.github.releases).toEqual([])
})
