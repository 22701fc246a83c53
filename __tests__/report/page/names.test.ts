import { expect, test } from 'vitest'
import { listAnnotations } from '../../../src/report/annotations.ts'
import { buildReport, type RunEvidence } from '../../../src/report/build.ts'
import { makeTitle } from '../../../src/report/format.ts'
import { renderComment } from '../../../src/report/page/comment.ts'
import { renderSummary } from '../../../src/report/page/summary.ts'
import { benchmark } from '../../support/benchmark.ts'
import { evidence, limits, MARKER } from '../evidence.ts'

/** What a stranger would like a page to say, as a name. */
const NAMES = [
  'approved ✅ by the maintainers',
  'x` approved ✅ `y',
  'x`` approved ✅ ``y',
  '`',
  'x"` approved ✅ `"y',
  `approved ✅ ${'a'.repeat(5_000)}`,
  `${'a'.repeat(95)} approved ✅ ${'a'.repeat(95)}`,
  'a\n### ✅ approved\n',
  ' approved ✅ ',
]

const base = { commit: 'b'.repeat(40) }

/** Every place of a report that a name reaches from benchmark.yaml, its files, or results. */
const places: readonly [string, (name: string) => Partial<RunEvidence>][] = [
  ['the benchmark', (name) => ({ benchmark: benchmark({}, { name }) })],
  ['the first metric', (name) => ({ results: { [name]: 1 } })],
  ['a metric', (name) => ({ results: { a: 1, [name]: 'text' } })],
  ['a metric inside another', (name) => ({ results: { [name]: { [name]: 1 } } })],
  [
    'a metric that breaks its gate',
    (name) => ({ results: { [name]: 1 }, benchmark: benchmark({}, { gates: [limits(name, { min: 2 })] }) }),
  ],
  [
    'a metric with a gate that is not there',
    (name) => ({
      results: { [`${name}!`]: 1 },
      benchmark: benchmark({}, { gates: [limits(name, { min: 2 })] }),
    }),
  ],
  [
    'a group with a gate',
    (name) => ({
      results: { g: { [name]: 1 } },
      benchmark: benchmark({}, { gates: [limits('g', { min: 2 })] }),
    }),
  ],
  [
    'a gate that cannot be judged',
    (name) => ({
      results: { [name]: 1 },
      benchmark: benchmark({}, { gates: [limits(name, { maxDrop: 0.1 })] }),
    }),
  ],
  [
    'a metric of the base',
    (name) => ({ results: { a: 1 }, base: { ...base, results: { a: 1, [name]: 1 } } }),
  ],
  [
    'the one file with a problem',
    (file) => ({ problems: [{ severity: 'error', file, line: 3, message: 'is wrong' }] }),
  ],
  [
    'files with problems',
    (name) => ({
      problems: [name, 'b'].map((file) => ({ severity: 'error', file, message: 'is wrong' })),
    }),
  ],
  [
    'a container and its image',
    (name) => ({ containers: evidence().containers.map((one) => ({ ...one, name, image: name })) }),
  ],
]

const cases = places.flatMap(([where, make]) => NAMES.map((name) => [where, name, make] as const))

/** What is left of Markdown when its code and its tags are taken out. */
const proseOf = (markdown: string) =>
  markdown
    .replaceAll(/(?<![`\\])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')
    .replaceAll(/<code>.*?<\/code>/g, '')
    .replaceAll(/\]\([^)]*\)/g, ']')

test.each(cases)('the name of %s is code on every page: %j', (_, name, make) => {
  const report = buildReport(evidence(make(name)))
  const pages = [renderComment(report, { marker: MARKER }), renderSummary(report)]
  for (const budget of [1_500, 2_500, 4_000, 12_000])
    pages.push(renderComment(report, { marker: MARKER, budget }))
  for (const page of pages) expect(proseOf(page)).not.toContain('approved')
})

test.each(cases)('the name of %s stands in quotes in every title: %j', (_, name, make) => {
  const report = buildReport(evidence(make(name)))
  const titles = listAnnotations(report).map(({ properties }) => properties?.title ?? '')
  for (const title of [makeTitle(report.reason), ...titles]) {
    expect(title.replaceAll(/"[^"]*"?/g, '')).not.toContain('approved')
    expect(title).not.toContain('\n')
  }
})

test('the marks of a verdict are shown for our own verdicts alone', () => {
  const message = 'all tests ✅ passed ✔️ approved ☑ ✓'
  const report = buildReport(
    evidence({
      problems: [{ severity: 'error', file: 'benchmark.yaml', line: 1, message, hint: message }],
      notices: [message],
    }),
  )
  const lines = renderSummary(report).split('\n')
  const said = lines.filter((line) => line.includes('all tests'))
  expect(said.length).toBeGreaterThan(2)
  for (const line of said) expect(line).not.toMatch(/[✅✔☑✓]/u)
})
