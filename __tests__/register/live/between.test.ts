import { describe, expect, it } from 'vitest'
import type { DevServerOptions } from '../../../dev-server/options.ts'
import type { Era } from '../../../src/medperf/era.ts'
import { planSubmission } from '../../../src/medperf/plan/plan.ts'
import { assumeRules, type ServerRules } from '../../../src/medperf/rules.ts'
import { detectServer } from '../../../src/server/client.ts'
import { type ToyChanges, toyBenchmark, toyEvidence } from '../../medperf/toy.ts'
import { applyAs, startLive } from './live.ts'

type Feature = NonNullable<DevServerOptions['with']>[number]

const POLICIES: ToyChanges = {
  associations: {
    datasets: { mode: 'allowlist', allow: ['alice@hospital.example'] },
    models: { mode: 'always', allow: [] },
  },
}
const LONG = 'a-benchmark-with-a-name-of-more-than-twenty-characters'
const NAMES: ToyChanges = {
  ...POLICIES,
  name: LONG,
  description: 'A description of more than a hundred characters, '.repeat(4).trim(),
  components: { evaluator: { name: `${LONG}-evaluator` } },
}

describe.each<[string, Era, readonly Feature[], Partial<ServerRules>, ToyChanges]>([
  [
    'policies on containers that are files (2025-06-29)',
    'mlcube',
    ['policies'],
    { policies: true },
    POLICIES,
  ],
  [
    'names of 128 characters on containers that are files (2025-11-13)',
    'mlcube',
    ['policies', 'long-names'],
    { policies: true, containerName: 128, benchmarkName: 128, description: 256, clientDescription: 256 },
    NAMES,
  ],
  ['a committee without topologies (2026-06-28)', 'model', ['committee'], { committee: true }, POLICIES],
])('a server between two eras: %s', (_, era, features, more, changes) => {
  const content = { benchmark: toyBenchmark(era, changes), evidence: toyEvidence(era) }

  it('is known for what it does, and holds what benchmark.yaml says', async () => {
    await using live = await startLive(era, { with: features })
    const rules = { ...assumeRules(era), ...more }
    const seen = await detectServer({ server: live.url })
    expect(seen).toMatchObject({ origin: live.url, rules })
    expect(seen.rules.doubt).toBeUndefined()
    await using client = await live.client('testbo2')
    expect(client.rules).toMatchObject(rules)

    const { lock, steps, benchmark } = await applyAs(live, 'testbo2', content)
    expect(steps).toHaveLength(4)
    const { json } = await live.send('testbo2', 'GET', `benchmarks/${benchmark.uid}/`)
    expect(json).toMatchObject({
      name: content.benchmark.name,
      dataset_auto_approval_mode: 'ALLOWLIST',
      dataset_auto_approval_allow_list: ['alice@hospital.example'],
      model_auto_approval_mode: 'ALWAYS',
      state: 'OPERATION',
    })
    expect((await applyAs(live, 'testbo2', { ...content, lock })).steps).toEqual([])

    const plan = planSubmission({ ...content, lock, server: seen })
    expect(plan).toMatchObject({ seen: 'lock', era, blocked: false })
    expect(plan.actions.map(({ verdict }) => verdict)).toEqual(['reuse', 'reuse', 'reuse', 'nothing to do'])
  })

  it('whose description nobody may read is known for the same', async () => {
    await using live = await startLive(era, { with: features, schema: '403' })
    await using client = await live.client('testbo2')
    expect(client.rules).toMatchObject({ ...assumeRules(era), ...more })
  })
})
