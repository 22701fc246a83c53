import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError } from '../../../src/facts/error.ts'
import { ERAS } from '../../../src/medperf/era.ts'
import { type ApplyOptions, applySubmission } from '../../../src/register/apply.ts'
import type { Client } from '../../../src/server/client.ts'
import { toyBenchmark, toyEvidence } from '../../medperf/toy.ts'
import { type Live, startLive } from './live.ts'

const NEW = { image: { digest: `sha256:${'9'.repeat(64)}`, imageId: `sha256:${'8'.repeat(64)}` } }

/** Two clients of one user that write in turns: neither sends its next write before the other sent one too, or ended. */
function turns(
  a: Client,
  b: Client,
): { readonly clients: readonly [Client, Client]; end(index: 0 | 1): void } {
  const ended = [false, false]
  let waiting: { readonly index: number; readonly go: () => void } | undefined
  const turn = async (index: 0 | 1) => {
    if (ended[1 - index]) return
    if (waiting !== undefined && waiting.index !== index) {
      const { go } = waiting
      waiting = undefined
      go()
      return
    }
    await new Promise<void>((go) => {
      waiting = { index, go }
    })
  }
  const inTurn = (client: Client, index: 0 | 1): Client => ({
    ...client,
    async create(...parts) {
      await turn(index)
      return client.create(...parts)
    },
    async update(...parts) {
      await turn(index)
      return client.update(...parts)
    },
  })
  return {
    clients: [inTurn(a, 0), inTurn(b, 1)],
    end(index) {
      ended[index] = true
      waiting?.go()
      waiting = undefined
    },
  }
}

describe.each(ERAS)('two runs at once, %s era', (era) => {
  let live: Live
  beforeAll(async () => {
    live = await startLive(era)
  })
  afterAll(() => live[Symbol.asyncDispose]())
  beforeEach(() => live.reset())

  const plain = { benchmark: toyBenchmark(era), evidence: toyEvidence(era) }

  async function both(first: Partial<ApplyOptions>, second: Partial<ApplyOptions>) {
    await using a = await live.client('testbo2')
    await using b = await live.client('testbo2')
    const { clients, end } = turns(a, b)
    const run = (index: 0 | 1, options: Partial<ApplyOptions>) =>
      applySubmission({ ...plain, client: clients[index], sleep: async () => undefined, ...options }).finally(
        () => end(index),
      )
    return await Promise.allSettled([run(0, first), run(1, second)])
  }

  it('of the same content both end well, and nothing is registered twice', async () => {
    await using client = await live.client('testbo2')
    await applySubmission({ ...plain, client })
    const alone = await live.state()
    await live.reset()
    const [a, b] = await both({}, {})
    expect([a.status, b.status]).toEqual(['fulfilled', 'fulfilled'])
    expect(await live.state()).toEqual(alone)
  })

  it('of different content end with one benchmark that stands on one of them, and an error for the other', async () => {
    const results = await both({}, { evidence: toyEvidence(era, { evaluator: NEW }) })
    const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
    expect([won.length, lost.length]).toEqual([1, 1])
    expect(lost[0]).toBeInstanceOf(ExpectedError)
    expect((lost[0] as ExpectedError).kind).toMatch(/changed|blocked/)
    const { json } = await live.send('testbo2', 'GET', 'me/benchmarks/')
    const evaluator = won[0]?.components.evaluator?.uid
    expect(json['results']).toEqual([expect.objectContaining({ data_evaluator_mlcube: evaluator })])
  })

  it('that change one draft differently do not both report success', async () => {
    const draft = { benchmark: toyBenchmark(era, { state: 'development' }) }
    await using client = await live.client('testbo2')
    await applySubmission({ ...plain, ...draft, client })
    const results = await both(
      { benchmark: toyBenchmark(era, { state: 'development', description: 'One' }) },
      { benchmark: toyBenchmark(era, { state: 'development', description: 'Two' }) },
    )
    const won = results.filter(({ status }) => status === 'fulfilled')
    expect(won.length).toBeLessThan(2)
    const { json } = await live.send('testbo2', 'GET', 'me/benchmarks/')
    expect(json['count']).toBe(1)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ kind: 'changed' })
    }
  })
})
