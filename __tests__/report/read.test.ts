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
    ['another version', changed({ schema: 2 }), /schema/],
    ['an unknown key', changed({ token: 'x' }), /Unrecognized key: "token"/],
    ['an unknown verdict', changed({ verdict: 'great' }), /verdict/],
    ['a commit that is a path', changed({ commit: '../../evil' }), /commit/],
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
  ])('refuses %s', (_, text, message) => {
    expect(() => parseReport(text)).toThrow(message)
  })

  it('refuses a key that would change what objects are', () => {
    expect(() => parseReport(changed({}).replace('{', '{"__proto__":{"verdict":"passed"},'))).toThrow(
      /is not a report/,
    )
  })
})
