import { describe, expect, it } from 'vitest'
import { takeSnapshot } from '../../../src/lookup/snapshot.ts'
import { applyAs, serve } from './live.ts'

describe('benchmarks with a committee', () => {
  const server = serve('topology')

  it('stand in their owner’s list once for each member, and are one all the same', async () => {
    const first = await applyAs(server(), 'testbo2')
    const path = `benchmarks/${first.benchmark.uid}/`
    const members = {
      committee_member_emails: ['testmo@example.com', 'testdo@example.com', 'testbo@example.com'],
    }
    expect((await server().send('testbo2', 'PUT', path, members)).status).toBe(200)
    expect((await server().send('testbo2', 'GET', 'me/benchmarks/')).json['count']).toBe(3)
    await using client = await server().client('testbo2')
    const { mine } = await takeSnapshot(client)
    expect(mine.benchmarks).toEqual([
      expect.objectContaining({ uid: first.benchmark.uid, committee: [3, 5, 6] }),
    ])
    expect((await applyAs(server(), 'testbo2', { lock: first.lock })).steps).toEqual([])
  })

  it('of others are not one’s own, and block nobody', async () => {
    const { benchmark } = await applyAs(server(), 'testbo2')
    const members = { committee_member_emails: ['testmo@example.com'] }
    expect((await server().send('testbo2', 'PUT', `benchmarks/${benchmark.uid}/`, members)).status).toBe(200)
    await using client = await server().client('testmo')
    expect(await client.benchmarks({ mine: true })).toHaveLength(1)
    const { mine, others } = await takeSnapshot(client)
    expect(mine.benchmarks).toEqual([])
    expect(others.benchmarks.map(({ uid }) => uid)).toEqual([benchmark.uid])
  })
})
