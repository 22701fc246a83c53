import { describe, expect, it } from 'vitest'
import { compareStates, hasMarker, markerLine, readState, stateLine } from '../../src/report/marker.ts'

const KEY = { config: 'benchmark.yaml', workflow: 'benchmark', job: 'test' }
const STATE = { sha: 'a'.repeat(40), run: 8150, attempt: 2 }

describe('markerLine', () => {
  it.each(['-->', '--!>', '\n\r', '<!--', '&job=other', '\ud800', '%2D%2D>', 'a b/ü.yaml'])(
    'cannot be broken out of by %j',
    (text) => {
      const line = markerLine({ config: text, workflow: text, job: text })
      expect(line).toMatch(/^<!-- medperf-benchmark [\w%*.&=+-]+ -->$/)
      expect(line.slice(4, -3)).not.toMatch(/>|\n/)
    },
  )

  it('differs for each part of the key', () => {
    const keys = [
      KEY,
      ...['config', 'workflow', 'job', 'variant'].map((part) => ({ ...KEY, [part]: 'b' })),
      { ...KEY, job: 'test&variant=b' },
    ]
    expect(new Set(keys.map(markerLine)).size).toBe(6)
  })
})

describe('hasMarker', () => {
  it.each([
    [`${markerLine(KEY)}\ntext`, true],
    [`${markerLine(KEY)}\r\ntext`, true],
    [markerLine(KEY), true],
    [`text\n${markerLine(KEY)}`, false],
    [`> ${markerLine(KEY)}`, false],
    [`${markerLine(KEY)} text`, false],
    [markerLine({ ...KEY, config: 'benchmark.yaml2' }), false],
    ['', false],
  ])('of %j is %s', (body, expected) => {
    expect(hasMarker(body, KEY)).toBe(expected)
  })
})

describe('readState', () => {
  it('gives back what stateLine wrote', () => {
    expect(readState(`${markerLine(KEY)}\n${stateLine(STATE)}\ntext`)).toEqual(STATE)
    expect(readState(`${markerLine(KEY)}\r\n${stateLine(STATE)}\r\ntext`)).toEqual(STATE)
  })

  it.each([
    '',
    markerLine(KEY),
    `${markerLine(KEY)}\n<!-- medperf-run run=x&attempt=1 -->`,
    'a\n<!-- medperf-run a -->',
  ])('gives nothing for %j', (body) => {
    expect(readState(body)).toBeUndefined()
  })
})

describe('compareStates', () => {
  it.each([
    [{ run: 1, attempt: 9 }, { run: 2, attempt: 1 }, -1],
    [{ run: 2, attempt: 2 }, { run: 2, attempt: 1 }, 1],
    [{ run: 2, attempt: 1 }, { run: 2, attempt: 1 }, 0],
  ])('orders %o and %o by run, then attempt', (a, b, sign) => {
    expect(Math.sign(compareStates({ ...STATE, ...a }, { ...STATE, ...b }))).toBe(sign)
  })
})
