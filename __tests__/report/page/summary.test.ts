import { describe, expect, it } from 'vitest'
import { buildReport } from '../../../src/report/build.ts'
import { renderSummary, SUMMARY_BUDGET } from '../../../src/report/page/summary.ts'
import { evidence, failedAt, LINKS } from '../evidence.ts'

const metrics = (count: number, name: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name} ${at}`, Math.sin(at)]))

describe('renderSummary', () => {
  it('says what the comment says, without its hidden lines', () => {
    const text = renderSummary(buildReport(evidence()), { links: LINKS })
    expect(text).toMatch(/^### ✅ `breast-cancer-wdbc` runs · `AUC` 0\.994 \(\+0\.002\)\n/)
    expect(text).toContain('Images and hashes')
    expect(text).not.toContain('<!--')
  })

  it('has room for what a comment has none for', () => {
    const logTail = Array.from({ length: 50 }, (_, at) => `line ${at} ${'x'.repeat(1_000)}`)
    const steps = failedAt('infer', { kind: 'exit', message: 'ended with exit code 1' }, logTail)
    const text = renderSummary(buildReport(evidence({ steps, results: metrics(4_000, 'metric') })))
    expect(text.match(/^line \d+ x{1000}/gm)).toHaveLength(50)
    expect(text.match(/^\| `metric \d+/gm)).toHaveLength(4_000)
    expect(text).not.toContain('Shortened')
  })

  it.each(['a', '中', '|', '😀'])('never has more bytes than its budget, with %j without end', (letter) => {
    const text = letter.repeat(3_000)
    const report = buildReport(
      evidence({
        results: metrics(20_000, text.slice(0, 1_000)),
        steps: failedAt('infer', { kind: 'exit', message: text, hint: text }, Array(50).fill(text)),
        problems: Array.from({ length: 1_000 }, () => ({
          severity: 'warning',
          file: text,
          line: 1,
          message: text,
          hint: text,
        })),
        notices: Array(100).fill(text),
      }),
    )
    for (const budget of [SUMMARY_BUDGET, 65_535, 2_000, 100]) {
      expect(Buffer.byteLength(renderSummary(report, { budget }))).toBeLessThanOrEqual(budget)
    }
    expect(renderSummary(report)).toContain('Shortened: all of it is in report.json.')
  })
})
