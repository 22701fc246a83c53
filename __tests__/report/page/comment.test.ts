import { describe, expect, it } from 'vitest'
import type { GateLimits } from '../../../src/benchmark/benchmark.ts'
import type { Failure } from '../../../src/facts/failure.ts'
import { known } from '../../../src/facts/known.ts'
import type { Problem } from '../../../src/facts/problem.ts'
import { buildReport, type RunEvidence } from '../../../src/report/build.ts'
import { COMMENT_BUDGET, renderComment } from '../../../src/report/page/comment.ts'
import type { Value } from '../../../src/yaml/value.ts'
import { benchmark } from '../../support/benchmark.ts'
import { evidence, failedAt, LINKS, limits, MARKER, without } from '../evidence.ts'

const links = {
  ...LINKS,
  artifactUrl: 'https://github.com/acme/breast-cancer-wdbc/actions/runs/8150/artifacts/77',
}
const render = (from: RunEvidence, budget?: number) =>
  renderComment(buildReport(from), { marker: MARKER, links, ...(budget === undefined ? {} : { budget }) })

const OUT_OF_MEMORY: Failure = {
  kind: 'out-of-memory',
  message: 'ran out of memory (limit 2.0 GiB, peak 2.0 GiB)',
  hint: 'Raise `run.memory`, or work in smaller batches.',
  exitCode: 137,
}

const PROBLEMS: readonly Problem[] = [
  {
    severity: 'error',
    file: 'benchmark.yaml',
    line: 4,
    column: 1,
    message: 'Unknown key `desciption`',
    hint: 'Did you mean `description`?',
  },
  {
    severity: 'error',
    file: 'prep/container_config.yaml',
    line: 9,
    message: 'The task `sanity_check` is missing',
    hint: 'A data preparator needs prepare, sanity_check and statistics.',
  },
  { severity: 'error', file: 'model/parameters.yaml', message: 'The file does not exist' },
  {
    severity: 'warning',
    file: 'prep/parameters.yaml',
    line: 2,
    message: 'The key `seed` is written twice: the last wins',
  },
]

const nothingRan = (change: Partial<RunEvidence>) =>
  without(
    ['results', 'statistics', 'base', 'demoDataset'],
    evidence({ steps: [], containers: [], ...change }),
  )

describe('the comment reads well', () => {
  it.each<[string, RunEvidence]>([
    ['green-with-base', evidence()],
    [
      'green-without-base',
      without(
        ['base'],
        evidence({
          notices: [
            'There is nothing to compare with: none of the 30 commits before this change has results. Run the workflow on `push` too, with `checks: write`, so that the base branch keeps its results.',
          ],
        }),
      ),
    ],
    ['red-gate', evidence({ results: { AUC: 0.941207, sensitivity: 0.971429, specificity: 0.961111 } })],
    [
      'red-out-of-memory',
      without(
        ['results', 'base'],
        evidence({
          steps: failedAt('infer', OUT_OF_MEMORY, [
            'loading weights',
            'batch 1 of 9',
            'batch 2 of 9',
            'Killed',
          ]),
        }),
      ),
    ],
    ['invalid', nothingRan({ problems: PROBLEMS })],
    [
      'error',
      nothingRan({
        fatal: {
          kind: 'engine',
          message: 'no container engine was found',
          hint: 'Install Docker, or set `runtime`.',
        },
        host: { cpus: 2, memory: 8 * 1024 ** 3, gpus: 0 },
      }),
    ],
  ])('%s', async (name, from) => {
    await expect(`${render(from)}\n`).toMatchFileSnapshot(`fixtures/${name}.md`)
  })
})

describe('the comment', () => {
  it('of a green run fits one screen', () => {
    const shown = render(evidence()).replace(/<details>.*?<\/details>/gs, '')
    expect(shown.split('\n').filter((line) => line !== '').length).toBeLessThan(30)
  })

  it.each([
    [undefined, 'Docker 28.2 on 2 CPUs'],
    [{ uid: 1001, gid: 127 }, 'Docker 28.2 as user 1001 on 2 CPUs'],
    [
      { uid: 65_534, gid: 65_534, insteadOfRoot: true as const },
      'Docker 28.2 as user 65534 (nobody), because the runner is root, on 2 CPUs',
    ],
  ])('names the user of the containers, %j, beside the engine', (user, words) => {
    const host = known({ engine: 'Docker 28.2', user, cpus: 2, memory: 0, gpus: 0 })
    expect(render(evidence({ host }))).toContain(` · ${words}, no GPU · `)
  })

  it('has no links without a place to link to', () => {
    const text = renderComment(buildReport(evidence({ problems: PROBLEMS })), { marker: MARKER })
    expect(text).not.toMatch(/\]\(/)
  })

  it('never links what the report says, only what its reader knows', () => {
    const report = buildReport(evidence())
    const { run } = report
    const evil = {
      ...report,
      ...(run === undefined ? {} : { run: { ...run, url: 'https://evil.example/' } }),
    }
    expect(renderComment(evil, { marker: MARKER, links })).not.toContain('evil')
  })

  it.each(['../../settings', '/etc/passwd', 'a\\..\\b', './x', 'a//b', ''])(
    'does not link the file %j',
    (file) => {
      const text = render(nothingRan({ problems: [{ severity: 'error', file, message: 'odd' }] }))
      expect(text).not.toContain('/blob/')
    },
  )

  it('shows a gated metric that the results lack', () => {
    expect(render(evidence({ results: { sensitivity: 0.97 } }))).toContain(
      '| `AUC` | – | – | – | ≥ 0.95 (±1e-6) ❌<br>drop ≤ 0.01 (±1e-6) ❌ |',
    )
  })

  it.each<[Value, string]>([
    [Number.NaN, '| `m` | NaN | 0.5 | changed |'],
    [Number.POSITIVE_INFINITY, '| `m` | ∞ | 0.5 | changed |'],
    [true, '| `m` | true | 0.5 | changed |'],
    ['good', '| `m` | `good` | `0.5` | changed |'],
    [0.5, '| `m` | 0.5 | 0.5 | 0 |'],
    [0.25, '| `m` | 0.25 | 0.5 | −0.25 |'],
  ])('shows %s beside its base', (m, row) => {
    const base = { commit: 'b'.repeat(40), results: { m: 0.5 } }
    expect(render(evidence({ benchmark: benchmark(), results: { m }, base }))).toContain(row)
  })

  it('names a new metric new', () => {
    const base = { commit: 'b'.repeat(40), results: {} }
    expect(render(evidence({ benchmark: benchmark(), results: { m: 1 }, base }))).toContain(
      '| `m` | 1 | – | new |',
    )
  })

  it('folds all but twenty of many metrics, never one with a gate', () => {
    const results = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`m${at}`, at / 7]))
    const text = render(
      evidence({ results, benchmark: benchmark({}, { gates: [limits('m444', { min: 0 })] }) }),
    )
    const [open = '', folded = ''] = text.split('<details><summary>480 more metrics</summary>')
    expect(open.match(/^\| `m\d+` /gm)).toHaveLength(20)
    expect(open).toContain('| `m444` |')
    expect(folded).toContain('| `m19` |')
    expect(folded).toContain('280 more are in report.json.')
  })

  it('folds the reasons of further failed steps', () => {
    const [first, ...others] = failedAt('infer', OUT_OF_MEMORY)
    const exit = { kind: 'exit', message: 'ended with exit code 1', hint: 'Look at its log.' } as const
    const failing = (failure: Failure) =>
      [
        { ...first, name: 'fetch' as const, status: 'passed' as const, seconds: 1, logTail: [] },
        ...others,
      ].map((step) => (step.name === 'statistics' ? { ...step, status: 'failed' as const, failure } : step))
    const { hint = '' } = OUT_OF_MEMORY
    const different = render(evidence({ steps: failing(exit) }))
    expect(different).toContain('<details><summary>infer failed too</summary>\n\ninfer ran out of memory')
    expect(different.split(hint)).toHaveLength(2)
    const same = render(evidence({ steps: failing(OUT_OF_MEMORY) }))
    expect(same).toContain('<details><summary>infer failed too</summary>\n\ninfer failed as statistics did')
    expect(same.split(hint)).toHaveLength(2)
  })
})

/** A report with a great deal of everything, in letters of two to four bytes and in signs that escaping makes longer. */
function huge(letter: string, size: number): RunEvidence {
  const text = letter.repeat(size)
  const failure: Failure = { kind: 'exit', message: text, hint: text }
  const many = (count: number) => Array.from({ length: count }, (_, at) => at)
  // V8 does not hash strings of more than 16,383 units, and equal hashes would make this slow.
  const name = text.slice(0, 2_000)
  const gates = many(300).map((at): GateLimits => limits(`${name}${at}`, { min: 2, maxDrop: 0 }))
  const results = Object.fromEntries(
    many(3_000).map((at) => [`${name}${at}`, at % 2 === 0 ? Math.sin(at) : text]),
  )
  return evidence({
    name: text,
    benchmark: benchmark({}, { name: text, gates }),
    problems: many(1_000).map((line) => ({
      severity: 'warning',
      file: `${text}/${text}`,
      line: line + 1,
      message: text,
      hint: text,
    })),
    steps: evidence().steps.map(({ name }) => ({
      name,
      status: 'failed',
      seconds: 1,
      failure,
      logTail: Array(50).fill(text),
    })),
    containers: evidence().containers.map((container) => ({ ...container, name: text, image: text })),
    notices: many(100).map(() => text),
    results,
    base: { commit: 'b'.repeat(40), results },
  })
}

const LETTERS = ['a', 'ü', '中', '😀', '&', '<', '|', '`', '@1', '\\', 'https://x.y ']

describe('the comment is never too long', () => {
  it.each(LETTERS.flatMap((letter) => [1, 10, 100, 3_000].map((size) => [letter, size] as const)))(
    'with %j, %i times in everything',
    (letter, size) => {
      const text = render(huge(letter, size))
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(COMMENT_BUDGET)
      expect(text.startsWith(`${MARKER}\n`)).toBe(true)
      if (size >= 100) expect(text).toContain('Shortened to fit')
      expect(text).toContain('[run 815](')
    },
  )

  it.each([30_000, 12_000, 4_000, 1_000, 600])('for a budget of %i bytes', (budget) => {
    const text = render(huge('中', 100), budget)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(budget)
    expect(text.startsWith(`${MARKER}\n`)).toBe(true)
  })

  it('keeps as much as there is room for, one rung after the other', () => {
    const from = evidence({
      benchmark: benchmark(),
      steps: failedAt(
        'statistics',
        OUT_OF_MEMORY,
        Array.from({ length: 50 }, (_, at) => `line ${at} ${'x'.repeat(250)}`),
      ),
      results: Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`metric ${at}`, at / 7])),
      problems: Array.from({ length: 60 }, (_, at) => ({
        severity: 'warning',
        file: 'benchmark.yaml',
        line: at + 1,
        message: `problem ${at} ${'y'.repeat(200)}`,
      })),
    })
    const shape = (budget: number) => {
      const text = render(from, budget)
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(budget)
      return {
        log: text.match(/^line \d+/gm)?.length ?? 0,
        metrics: text.match(/^\| `metric \d+/gm)?.length ?? 0,
        problems: text.match(/problem \d+/g)?.length ?? 0,
        images: text.includes('Images and hashes'),
      }
    }
    expect(shape(60_000)).toEqual({ log: 20, metrics: 220, problems: 50, images: true })
    expect(shape(30_000)).toEqual({ log: 20, metrics: 70, problems: 30, images: true })
    expect(shape(18_000)).toEqual({ log: 10, metrics: 20, problems: 20, images: true })
    expect(shape(9_000)).toEqual({ log: 5, metrics: 10, problems: 10, images: false })
    expect(shape(4_000)).toEqual({ log: 0, metrics: 5, problems: 3, images: false })
    expect(shape(1_300)).toEqual({ log: 0, metrics: 0, problems: 0, images: false })
    expect(render(from, 1_300)).toContain('statistics ran out of memory')
  })
})

describe('a stranger’s text', () => {
  const evil = [
    '--> <script>alert(1)</script> <img src=x onerror=alert(1)>',
    '</details> | a | b | ``` @octocat #1 https://evil.example/x [x](https://evil.example) ![i](https://evil.example/i.png)',
  ].join('\n')

  it('does nothing, wherever it stands', () => {
    const failure: Failure = { kind: 'exit', message: evil, hint: evil }
    const text = render(
      evidence({
        benchmark: benchmark({}, { name: evil, gates: [limits(evil, { min: 1 })] }),
        steps: failedAt('infer', failure, evil.split('\n')),
        problems: [{ severity: 'warning', file: evil, message: evil, hint: evil }],
        containers: evidence().containers.map((container) => ({ ...container, name: evil, image: evil })),
        results: { [evil]: evil },
        base: { commit: 'b'.repeat(40), results: { [evil]: evil } },
        notices: [evil],
        actionVersion: evil,
        host: { engine: evil, cpus: 1, memory: 0, gpus: 0 },
      }),
    )
    const alive = text
      .replaceAll(/^(`{3,})text\n.*?\n\1$/gms, '') // fences
      .replaceAll(/(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)/g, '') // code spans
      .replaceAll(/<code>.*?<\/code>/g, '')
    expect(alive).not.toMatch(/<script|<img|@octocat|#1\b|https:\/\/evil|\]\(https:\/\/evil/)
    expect(alive.match(/-->/g)).toHaveLength(2) // the marker's own
    expect(alive.match(/<details>/g)?.length).toBe(alive.match(/<\/details>/g)?.length)
    const columns = text
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.split(' | ').length)
    expect(new Set(columns)).toEqual(new Set([5, 4]))
  })
})
