import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ERAS, type Era } from '../../../src/medperf/era.ts'
import { assumeRules } from '../../../src/medperf/rules.ts'
import { type ApplyOptions, applySubmission, type Submitted } from '../../../src/register/apply.ts'
import {
  assetBenchmark,
  assetEvidence,
  scriptBenchmark,
  scriptEvidence,
  toyBenchmark,
  toyEvidence,
} from '../../medperf/toy.ts'
import { type Cut, type CuttingProxy, cuttingProxy } from './cutting-proxy.ts'
import { applyAs, type Live, startLive } from './live.ts'

const NEW = { image: { digest: `sha256:${'9'.repeat(64)}`, imageId: `sha256:${'8'.repeat(64)}` } }

interface Scenario {
  readonly name: string
  /** What was there before the run that is cut. */
  readonly before?: Partial<ApplyOptions>
  readonly run: Partial<ApplyOptions>
  /** What each write is answered with in turn. */
  readonly refusals: readonly [status: number, kind: string, body: unknown][]
  /** Rows at the end: containers of this owner, benchmarks. */
  readonly rows: readonly [number, number]
}

const DENIED: Scenario['refusals'][number] = [
  403,
  'permission',
  { detail: 'You do not have permission to perform this action.' },
]

/** A model without a container, which no era before has. */
const assets: readonly Scenario[] = [
  {
    name: 'a first registration of an asset',
    run: { benchmark: assetBenchmark(), evidence: assetEvidence() },
    refusals: [DENIED, [400, 'refused', { asset: { asset_hash: ['This field may not be blank.'] } }]],
    rows: [2, 1],
  },
  {
    name: 'a draft whose asset is changed and brought into OPERATION',
    before: { benchmark: assetBenchmark({ state: 'development' }), evidence: assetEvidence() },
    run: {
      benchmark: assetBenchmark(),
      evidence: assetEvidence({ url: 'https://files.example.org/b.tar.gz', sha256: 'b'.repeat(64) }),
    },
    refusals: [DENIED],
    rows: [2, 1],
  },
]

/** Scripts beside it, and a draft that becomes another kind of benchmark. */
const topologies: readonly Scenario[] = [
  {
    name: 'a first registration of a script and an evaluator',
    run: { benchmark: scriptBenchmark('inference_script'), evidence: scriptEvidence('inference_script') },
    refusals: [DENIED],
    rows: [3, 1],
  },
  {
    name: 'a draft that is changed from a model of a container to a script, and brought into OPERATION',
    before: { benchmark: toyBenchmark('topology', { state: 'development' }) },
    run: {
      benchmark: scriptBenchmark('end_to_end_script'),
      evidence: scriptEvidence('end_to_end_script'),
    },
    refusals: [DENIED],
    rows: [4, 1],
  },
]

const scenarios = (era: Era): readonly Scenario[] => [
  {
    name: 'a first registration',
    run: {},
    refusals: [
      DENIED,
      [401, 'token', { detail: 'Given token not valid for any token type', code: 'token_not_valid' }],
      [400, 'refused', { name: ['This field may not be blank.'], state: ['"FOO" is not a valid choice.'] }],
    ],
    rows: [3, 1],
  },
  {
    name: 'a draft that is changed and brought into OPERATION',
    before: { benchmark: toyBenchmark(era, { state: 'development' }) },
    run: {
      benchmark: toyBenchmark(era, { description: 'Better' }),
      evidence: toyEvidence(era, { evaluator: NEW }),
    },
    refusals: [DENIED],
    rows: [3, 1],
  },
  ...(assumeRules(era).models ? assets : []),
  ...(assumeRules(era).topology ? topologies : []),
]

/** The places of the writes among some requests, from 1. */
function writesIn(requests: readonly string[]): readonly number[] {
  const writes = requests.flatMap((request, index) => (/^(?:POST|PUT)/.test(request) ? [index + 1] : []))
  expect(writes.length).toBeGreaterThan(3)
  return writes
}

describe.each(ERAS)('a run that is cut, %s era', (era) => {
  let live: Live
  let way: CuttingProxy
  beforeAll(async () => {
    live = await startLive(era)
    way = await cuttingProxy(live.url)
  })
  afterAll(async () => {
    await way[Symbol.asyncDispose]()
    await live[Symbol.asyncDispose]()
  })

  async function apply(options: Partial<ApplyOptions>, cut?: Cut): Promise<Submitted> {
    way.use(cut)
    const sleep = async () => undefined
    // The server's address is in the lock, so a plain run goes the same way.
    await using client = await live.client('testbo2', { server: way.url })
    return await applySubmission({
      client,
      benchmark: toyBenchmark(era),
      evidence: toyEvidence(era),
      sleep,
      ...options,
    })
  }

  async function prepare({ before }: Scenario): Promise<void> {
    await live.reset()
    if (before !== undefined) await applyAs(live, 'testbo2', before)
  }

  /** The end without a cut, and the requests on the way. */
  async function baseline(scenario: Scenario) {
    await prepare(scenario)
    const { steps: _steps, ...applied } = await apply(scenario.run)
    const requests = [...way.requests]
    const state = await live.state()
    const [containers = [], ...others] = state as { readonly owner: number }[][]
    expect([containers.filter(({ owner }) => owner === 4).length, others.at(-1)?.length]).toEqual(
      scenario.rows,
    )
    return { applied, requests, state }
  }

  describe.each(scenarios(era))('$name', (scenario) => {
    it.each(['unsent', 'lost'] as const)(
      'after any request (%s) is resumed to the same end, and no row is written twice',
      async (mode) => {
        const { applied, requests, state } = await baseline(scenario)
        // A read that arrives leaves no more behind than one that does not.
        for (const at of mode === 'lost' ? writesIn(requests) : requests.keys().map((index) => index + 1)) {
          await prepare(scenario)
          const untouched = at < (writesIn(requests)[0] ?? 0) ? await live.state() : undefined
          await expect(apply(scenario.run, { mode, at, forGood: true }), `cut ${at}`).rejects.toMatchObject({
            kind: 'unreachable',
          })
          // Before the first write there is nothing to be resumed.
          if (untouched !== undefined) {
            expect(await live.state(), `cut at ${requests[at - 1]}`).toEqual(untouched)
            continue
          }
          const { steps: _steps, ...resumed } = await apply(scenario.run)
          expect(resumed, `cut at ${requests[at - 1]}`).toEqual(applied)
          expect(await live.state(), `cut at ${requests[at - 1]}`).toEqual(state)
        }
      },
      300_000,
    )

    it.each<[string, Omit<Cut, 'at'>]>([
      ['is not sent', { mode: 'unsent', forGood: false }],
      ['is carried out without an answer', { mode: 'lost', forGood: false }],
      [
        'meets a 500 page',
        { mode: 'answered', forGood: false, reply: { status: 500, page: '<h1>Server Error</h1>' } },
      ],
      [
        'is carried out behind a 502 page',
        { mode: 'masked', forGood: false, reply: { status: 502, page: 'Bad gateway' } },
      ],
    ])(
      'goes on by itself where a single write %s',
      async (_what, cut) => {
        const { applied, requests, state } = await baseline(scenario)
        for (const at of writesIn(requests)) {
          await prepare(scenario)
          const { steps: _steps, ...survived } = await apply(scenario.run, { ...cut, at })
          expect(survived, `fault at ${requests[at - 1]}`).toEqual(applied)
          expect(await live.state(), `fault at ${requests[at - 1]}`).toEqual(state)
        }
      },
      300_000,
    )

    it.each<[number, string, unknown]>(scenario.refusals)(
      'that a write ends with %i stops with its reason, and is resumed to the same end',
      async (status, kind, json) => {
        const { applied, requests, state } = await baseline(scenario)
        for (const at of writesIn(requests)) {
          await prepare(scenario)
          const cut: Cut = { mode: 'answered', at, forGood: false, reply: { status, json } }
          const failed = apply(scenario.run, cut)
          await expect(failed, `write ${at}`).rejects.toMatchObject({ kind, status })
          const { steps: _steps, ...resumed } = await apply(scenario.run)
          expect(resumed).toEqual(applied)
          expect(await live.state()).toEqual(state)
        }
      },
      300_000,
    )
  })
})
