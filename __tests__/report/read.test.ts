import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { buildReport } from '../../src/report/build.ts'
import { parseReport } from '../../src/report/read.ts'
import { reportJson } from '../../src/report/serialize.ts'
import { rawNumber } from '../../src/yaml/value.ts'
import { evidence, report } from './evidence.ts'

const changed = (change: Record<string, unknown>) => JSON.stringify({ ...report(), ...change })

describe('parseReport', () => {
  it('reads what reportJson wrote, digit for digit', () => {
    const results = {
      big: rawNumber('12345678901234567890'),
      whole: rawNumber('1.0'),
      nan: Number.NaN,
      e: 1e-7,
    }
    const text = reportJson(buildReport(evidence({ results })))
    expect(text).toContain('12345678901234567890')
    expect(reportJson(parseReport(text))).toBe(text)
  })

  it('takes 2.0 for 2 outside the results', () => {
    expect(parseReport(changed({}).replace('"seconds":6.41', '"seconds":2.0')).seconds).toBe(2)
  })

  it.each<[string, string, RegExp]>([
    ['no JSON', '{"schema":', /is not JSON/],
    ['another kind of JSON', '[]', /is not a report/],
    ['null', 'null', /is not a report/],
    ['nothing', '', /is not JSON/],
    [
      'another version',
      changed({ schema: 2 }),
      /^another version of the action wrote it: its schema is 2, not 1$/,
    ],
    [
      'an unknown key',
      changed({ token: 'x' }),
      /^it is not a report as this .* writes one, at `token`; it says that version \S+ wrote it$/,
    ],
    ['an unknown verdict', changed({ verdict: 'great' }), /at `verdict`;/],
    ['a commit that is a path', changed({ commit: '../../evil' }), /at `commit`;/],
    ['a lock', '{"version":1,"server":"https://api.medperf.org"}', /^it is not a report of this action$/],
    [
      'one without a version',
      changed({ action: { version: 1 } }),
      /^it is not a report as .* at `action\.version`$/,
    ],
    [
      'an address that is a script',
      changed({ run: { ...report().run, url: 'javascript:alert(1)' } }),
      /run\.url/,
    ],
    ['a text without end', changed({ reason: 'x'.repeat(3_000) }), /reason/],
    ['too many steps', changed({ steps: Array(99).fill(report().steps[0]) }), /steps/],
    [
      'endless nesting',
      changed({ results: 0 }).replace('"results":0', `"results":${'['.repeat(600)}${']'.repeat(600)}`),
      /nest/,
    ],
    ['more than endless nesting', `${'['.repeat(1e6)}${']'.repeat(1e6)}`, /nests more than 1,000 levels/],
    ['more than is read', ' '.repeat(64 * 1024 * 1024 + 1), /larger than/],
  ])('refuses %s, in words that are no validator’s, and says what to do', (_, text, message) => {
    expect(() => parseReport(text)).toThrow(message)
    const hint = expect.stringMatching(/^(?:Give|Use) .*\.$/)
    expect(() => parseReport(text)).toThrow(expect.objectContaining({ kind: 'input', hint }))
    expect(() => parseReport(text)).not.toThrow(/Unrecognized|Invalid|expected|received|✖/i)
  })

  it.each([
    [
      'metrics',
      `'{"schema":1,"metrics":[' + '{},'.repeat(1.4e6) + '0]}'`,
      'it is not a report of this action',
    ],
    [
      'problems',
      `'{"schema":1,"problems":[' + '{},'.repeat(1.4e6) + '0]}'`,
      'holds more than 200,000 values beside',
    ],
    ['values', `'[' + '0,'.repeat(3e6) + '0]'`, 'it holds more than 3,000,000 values'],
  ])('refuses a report of nothing but wrong %s at flat memory', (_, make, words) => {
    const script = `
      import { parseReport } from './src/report/read.ts'
      try { parseReport(${make}) } catch (error) { console.log(error.message) }`
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--max-old-space-size=384', '--input-type=module', '--eval', script],
      { encoding: 'utf8', timeout: 50_000 },
    )
    expect(stdout).toContain(words)
    expect(status).toBe(0)
  })

  it('reads a hundred thousand metrics', () => {
    const results = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [`metric_${index}`, index / 7]),
    )
    const text = reportJson(buildReport(evidence({ results })))
    expect(parseReport(text).metrics).toHaveLength(100_000)
  })

  it('refuses a key that would change what objects are', () => {
    expect(() => parseReport(changed({}).replace('{', '{"__proto__":{"verdict":"passed"},'))).toThrow(
      /is not a report/,
    )
  })
})
