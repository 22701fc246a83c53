import { describe, expect, it } from 'vitest'
import { ERAS, type Era } from '../../../src/medperf/era.ts'
import { planSubmission } from '../../../src/medperf/plan/plan.ts'
import { assumeRules } from '../../../src/medperf/rules.ts'
import { type ApplyOptions, applySubmission } from '../../../src/register/apply.ts'
import { detectServer } from '../../../src/server/client.ts'
import { assetBenchmark, assetEvidence, toyBenchmark, toyEvidence } from '../../medperf/toy.ts'
import { applyAs, startLive } from './live.ts'

type Content = Pick<ApplyOptions, 'benchmark' | 'evidence'>

const toy = (era: Era): Content => ({ benchmark: toyBenchmark(era), evidence: toyEvidence(era) })
const asset: Content = { benchmark: assetBenchmark(), evidence: assetEvidence() }

const demands = (era: Era): readonly (readonly [string, Content])[] => [
  ['mlcubes.purpose', toy(era)],
  ['benchmarks.purpose', toy(era)],
  ...(assumeRules(era).models ? ([['models.purpose', toy(era)]] as const) : []),
  ...(assumeRules(era).models ? ([['assets.purpose', asset]] as const) : []),
]

describe.each(ERAS)('a server of the %s era that demands what nobody knows', (era) => {
  it.each(demands(era))(
    'in %s is left untouched, and says so on a pull request without a token',
    async (demand, content) => {
      await using live = await startLive(era, { demand: [demand] })
      const before = await live.state()
      const message = /`purpose` is required by this server, and this action does not know it/
      await expect(applyAs(live, 'testbo2', content)).rejects.toMatchObject({
        kind: 'blocked',
        message: expect.stringMatching(message),
        hint: expect.stringContaining('Look for a newer version of this action.'),
      })
      expect(await live.state()).toEqual(before)
      const server = await detectServer({ server: live.url })
      const plan = planSubmission({ ...content, server })
      expect(plan).toMatchObject({ era, server: live.url, seen: 'nothing', blocked: true })
      expect(plan.issues.filter(({ severity }) => severity === 'error')).toEqual([
        expect.objectContaining({ code: 'server-field-required', message: expect.stringMatching(message) }),
      ])
    },
  )

  it('since the plan was made, and only then, is left untouched too', async () => {
    await using before = await startLive(era)
    await using after = await startLive(era, { demand: ['benchmarks.purpose'] })
    await using client = await before.client('testbo2')
    await using later = await after.client('testbo2')
    // The client was opened hours ago, and the server was brought to another version since.
    const moved = { ...later, rules: client.rules }
    const state = await after.state()
    await expect(applySubmission({ client: moved, ...toy(era) })).rejects.toMatchObject({ kind: 'blocked' })
    expect(await after.state()).toEqual(state)
    const now = await startLive(era === 'mlcube' ? 'container' : 'mlcube')
    await using other = await now.client('testbo2')
    const changed = applySubmission({ client: { ...other, rules: client.rules }, ...toy(era) })
    await expect(changed).rejects.toMatchObject({ kind: 'changed', code: 'server-changed' })
    await now[Symbol.asyncDispose]()
  })
})

it.each(['403', '404', 'page'] as const)(
  'a server whose description answers %s is asked another way, and demands are seen all the same',
  async (schema) => {
    await using live = await startLive('topology', { schema })
    expect((await applyAs(live, 'testbo2')).benchmark).toMatchObject({ state: 'OPERATION' })
    await using strict = await startLive('topology', { schema, demand: ['benchmarks.purpose'] })
    const before = await strict.state()
    await expect(applyAs(strict, 'testbo2')).rejects.toMatchObject({ kind: 'blocked' })
    expect(await strict.state()).toEqual(before)
  },
)
