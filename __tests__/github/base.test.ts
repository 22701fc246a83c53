import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readBase } from '../../src/github/base.ts'
import { openGitHub } from '../../src/github/client.ts'
import { nameCheckRun, publishResults } from '../../src/github/results-check.ts'
import { packResults } from '../../src/report/results-payload.ts'
import type { Value } from '../../src/yaml/value.ts'
import type { CheckRun } from '../../stand-ins/github/world.ts'
import { type FakeGitHub, type FakeGitHubOptions, startFakeGitHub } from '../../stand-ins/github.ts'

const CONFIG = 'benchmark.yaml'
const sha = (name: string) => Buffer.from(name).toString('hex').padEnd(40, '0')

/** main: m0 … m59, the newest last; a branch from m58 with two commits; m57 merged a side line that has results. */
const main = Array.from({ length: 60 }, (_, at) => ({
  sha: sha(`m${at}`),
  parents: at === 0 ? [] : at === 57 ? [sha('m56'), sha('side')] : [sha(`m${at - 1}`)],
}))
const GRAPH = [
  { sha: sha('b2'), parents: [sha('b1')] },
  { sha: sha('b1'), parents: [sha('m58')] },
  ...main.toReversed(),
  { sha: sha('side'), parents: [sha('m50')] },
]

function check(commit: string, text: string, change: Partial<CheckRun> = {}): CheckRun {
  return {
    id: 1,
    name: nameCheckRun(CONFIG),
    head_sha: sha(commit),
    status: 'completed',
    conclusion: 'neutral',
    external_id: '',
    details_url: '',
    html_url: '',
    started_at: '',
    completed_at: '',
    output: { title: '', summary: '', text, annotations_count: 0 },
    app: { slug: 'github-actions' },
    ...change,
  }
}

const payload = (bytes: string | Buffer) => `<!-- medperf-results 1 ${gzipSync(bytes).toString('base64')} -->`

const packed = (results: Value, config = CONFIG) => packResults(config, results, [], 60_000).text

async function read(options: FakeGitHubOptions, change: { head?: string; base?: string } = {}) {
  await using github = await startFakeGitHub({ commits: GRAPH, branches: { main: sha('m59') }, ...options })
  const range = { head: sha('b2'), base: sha('m59'), ...change }
  return { found: await readBase(await requestTo(github, range)), requests: github.requests }
}

const requestTo = async (github: FakeGitHub, range: { head: string; base?: string }) => ({
  github: await openGitHub({ token: github.token, apiUrl: github.url, second: 5 }),
  owner: 'acme',
  repo: 'wdbc',
  config: CONFIG,
  ...range,
})

describe.concurrent('readBase', () => {
  it('gives the results of the merge base, not of the newer tip', async () => {
    const checks = [check('m59', packed({ AUC: 0.1 })), check('m58', packed({ AUC: 0.9 }))]
    const { found } = await read({ checks })
    expect(found).toEqual({ base: { commit: sha('m58'), results: { AUC: 0.9 } } })
  })

  it('takes a branch as the base, too', async () => {
    const { found } = await read({ checks: [check('m58', packed({ AUC: 0.9 }))] }, { base: 'main' })
    expect(found).toMatchObject({ base: { commit: sha('m58') } })
  })

  it('goes back to the nearest ancestor with results and says so', async () => {
    const checks = [check('m51', packed({ AUC: 0.8 })), check('m49', packed({ AUC: 0.7 }))]
    const { found } = await read({ checks })
    expect(found).toEqual({
      base: { commit: sha('m51'), results: { AUC: 0.8 } },
      notice: `The base has no results at \`${sha('m58').slice(0, 7)}\`; those of \`${sha('m51').slice(0, 7)}\`, 7 commits earlier, are shown.`,
    })
  })

  it('does not leave the line of the branch for what was merged into it', async () => {
    const checks = [check('side', packed({ AUC: 0.1 })), check('m56', packed({ AUC: 0.9 }))]
    expect((await read({ checks })).found).toMatchObject({ base: { commit: sha('m56') } })
  })

  it('looks at 30 commits and no further', async () => {
    const { found, requests } = await read({ checks: [check('m28', packed({ AUC: 0.9 }))] })
    expect(found).toEqual({
      notice: expect.stringMatching(/nothing to compare with.*`push`.*`checks: write`/),
    })
    expect(requests.filter(({ path }) => path.endsWith('/check-runs'))).toHaveLength(30)
    expect((await read({ checks: [check('m29', packed({ AUC: 0.9 }))] })).found).toMatchObject({
      base: { commit: sha('m29') },
    })
  })

  it('compares a push with what came before it', async () => {
    await using github = await startFakeGitHub({
      commits: GRAPH,
      checks: [check('m59', packed({ AUC: 0.1 })), check('m58', packed({ AUC: 0.9 }))],
    })
    const found = await readBase(await requestTo(github, { head: sha('m59') }))
    expect(found).toEqual({ base: { commit: sha('m58'), results: { AUC: 0.9 } } })
  })

  it('has nothing to compare the first commit with', async () => {
    await using github = await startFakeGitHub({ commits: GRAPH })
    expect(await readBase(await requestTo(github, { head: sha('m0') }))).toEqual({
      notice: expect.stringContaining('nothing to compare with'),
    })
  })

  it.each<[string, CheckRun]>([
    ['another app wrote', check('m58', packed({ AUC: 1 }), { app: { slug: 'some-ci' } })],
    ['has another name', check('m58', packed({ AUC: 1 }), { name: nameCheckRun('other.yaml') })],
    ['holds another benchmark', check('m58', packed({ AUC: 1 }, 'other.yaml'))],
    ['holds no results', check('m58', 'All good!')],
    ['holds broken base64', check('m58', '<!-- medperf-results 1 AAAA -->')],
    ['holds a bomb', check('m58', payload(Buffer.alloc(40_000_000)))],
    [
      'nests without end',
      check('m58', payload(`{"config":"benchmark.yaml","results":${'['.repeat(9_000)}${']'.repeat(9_000)}}`)),
    ],
  ])('passes over a check run that %s', async (_, hostile) => {
    const { found } = await read({ checks: [hostile, check('m57', packed({ AUC: 0.9 }))] })
    expect(found).toMatchObject({ base: { commit: sha('m57'), results: { AUC: 0.9 } } })
  })

  it('takes the newest of several check runs of one commit', async () => {
    const checks = [
      check('m58', packed({ AUC: 0.1 }), { id: 5 }),
      check('m58', packed({ AUC: 0.9 }), { id: 9 }),
      check('m58', packed({ AUC: 0.2 }), { id: 7 }),
    ]
    expect((await read({ checks })).found).toMatchObject({ base: { results: { AUC: 0.9 } } })
  })

  it('works with the read-only token of a fork', async () => {
    const { found } = await read({ readOnly: true, checks: [check('m58', packed({ AUC: 0.9 }))] })
    expect(found).toMatchObject({ base: { commit: sha('m58') } })
  })

  it('warns, and goes on, when it may not read', async () => {
    const answer = { status: 403, body: { message: 'Resource not accessible by integration' } }
    const { found } = await read({ faults: [{ path: /check-runs$/, times: 99, answer }] })
    expect(found).toEqual({ warning: expect.stringMatching(/could not be read \(HTTP 403.*checks: read/s) })
  })

  it('warns when the commits have no common history', async () => {
    const { found } = await read({ commits: [...GRAPH, { sha: sha('x'), parents: [] }] }, { head: sha('x') })
    expect(found).toEqual({ warning: expect.stringContaining('HTTP 404') })
  })

  it('goes on after one 502', async () => {
    const fault = { path: /compare/, answer: { status: 502, body: '<html>Unicorn!</html>' } }
    const { found } = await read({ faults: [fault], checks: [check('m58', packed({ AUC: 0.9 }))] })
    expect(found).toMatchObject({ base: { commit: sha('m58') } })
  })
})

describe.concurrent('publishResults', () => {
  const request = async (github: FakeGitHub, results: Value, gated: readonly string[] = []) => ({
    ...(await requestTo(github, { head: '' })),
    sha: sha('m58'),
    results,
    gated,
    title: 'runs',
    summary: '### ✅ runs',
  })

  it('keeps results that a pull request from a fork then reads back, digit for digit', async () => {
    await using github = await startFakeGitHub({ commits: GRAPH, branches: { main: sha('m59') } })
    const results = {
      AUC: 0.9941348973607039,
      worst: Number.NaN,
      loss: Number.POSITIVE_INFINITY,
      per: [1, 2],
    }
    expect(await publishResults(await request(github, results))).toEqual({ url: expect.any(String) })
    expect(github.checks[0]).toMatchObject({
      conclusion: 'neutral',
      name: 'medperf-benchmark (benchmark.yaml)',
    })
    const found = await readBase(await requestTo(github, { head: sha('b2'), base: 'main' }))
    expect(found).toEqual({ base: { commit: sha('m58'), results } })
  })

  it('keeps the gated metrics when not all fit', async () => {
    await using github = await startFakeGitHub({ commits: GRAPH, branches: { main: sha('m59') } })
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`metric ${at}`, Math.sin(at)]))
    const done = await publishResults(await request(github, { AUC: 0.9, many }, ['AUC', 'many.metric 7']))
    expect(done).toMatchObject({ notice: expect.stringContaining('only the metrics with a gate') })
    const found = await readBase(await requestTo(github, { head: sha('b2'), base: 'main' }))
    expect(found).toMatchObject({ base: { results: { AUC: 0.9, 'many.metric 7': Math.sin(7) } } })
  })

  it('says so when nothing fits', async () => {
    await using github = await startFakeGitHub({ commits: GRAPH })
    const many = Array.from({ length: 20_000 }, (_, at) => Math.sin(at))
    const done = await publishResults(await request(github, many))
    expect(done).toEqual({ warning: expect.stringMatching(/too many.*Give the metrics that matter a gate/) })
    expect(github.checks).toEqual([])
  })

  it('says which permission to add', async () => {
    await using github = await startFakeGitHub({ commits: GRAPH, readOnly: ['checks'] })
    const done = await publishResults(await request(github, { AUC: 0.9 }))
    expect(done).toEqual({ warning: expect.stringMatching(/could not be kept.*HTTP 403.*checks: write/s) })
  })
})
