import { describe, expect, test } from 'vitest'
import { createLastLines, createLines, createTail } from '../../src/words/lines.ts'

/** The lines of chunks that come one by one. */
function linesOf(...chunks: readonly (string | Buffer)[]): readonly string[] {
  const lines: string[] = []
  const sink = createLines((line) => lines.push(line))
  for (const chunk of chunks) sink.add(Buffer.from(chunk))
  sink.end()
  return lines
}

const CASES: readonly (readonly [
  what: string,
  chunks: readonly (string | Buffer)[],
  lines: readonly string[],
])[] = [
  ['nothing', [], []],
  ['an empty chunk', [''], []],
  ['whole lines', ['a\nb\n'], ['a', 'b']],
  ['empty lines', ['\n\na\n'], ['', '', 'a']],
  ['a last line without end', ['a\nb'], ['a', 'b']],
  ['a line over chunks', ['a', 'b', 'c\nd'], ['abc', 'd']],
  ['Windows lines', ['a\r\nb\r\n'], ['a', 'b']],
  ['a Windows end split over chunks', ['a\r', '\nb\r', '\n'], ['a', 'b']],
  ['a progress bar', ['1%\r', '2%\r', '3%\n'], ['1%', '2%', '3%']],
  ['a progress bar in one chunk', ['\r1%\r2%\r3%'], ['', '1%', '2%', '3%']],
  ['a last carriage return', ['a\r'], ['a']],
  ['colours', ['\u001b[31mred\u001b[0m\nplain\n'], ['red', 'plain']],
  ['a colour split over chunks', ['\u001b[3', '1mred\n'], ['red']],
  ['control characters', ['a\u0000\u0007b\u202e\n'], ['ab']],
  ['a character split over chunks', [Buffer.from([0xf0, 0x9f]), Buffer.from([0x9a, 0x80, 0x0a])], ['🚀']],
  ['bytes that are not UTF-8', [Buffer.from([0x61, 0xff, 0xfe, 0x62, 0x0a])], ['a\ufffd\ufffdb']],
  ['a cut character at the end', [Buffer.from([0x61, 0xe2, 0x82])], ['a\ufffd']],
  ['commands to the runner', ['::error::x\n##[error]y\n'], ['::error::x', '##[error]y']],
]
test.each(CASES)('%s', (_, chunks, lines) => {
  expect(linesOf(...chunks)).toEqual(lines)
})

test('chunks of any size give the same lines', () => {
  const text = 'one\r\ntwo 🚀 \u001b[1mbold\u001b[0m\n\nthree\rfour\r\nGrüße'
  const bytes = Buffer.from(text)
  const whole = linesOf(bytes)
  expect(whole).toEqual(['one', 'two 🚀 bold', '', 'three', 'four', 'Grüße'])
  for (let size = 1; size < bytes.length; size++) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.subarray(at * size, (at + 1) * size),
    )
    expect(linesOf(...chunks)).toEqual(whole)
  }
})

describe('a line without end', () => {
  test('is cut at 16 Ki characters, in one chunk or many, and loses nothing', () => {
    const text = 'x'.repeat(50_000)
    expect(linesOf(text).map((line) => line.length)).toEqual([16_384, 16_384, 16_384, 848])
    expect(linesOf(...(text.match(/.{1,1000}/g) ?? [])).join('')).toBe(text)
    expect(linesOf(`${text}\nend\n`).map((line) => line.length)).toEqual([16_384, 16_384, 16_384, 848, 3])
  })
  test('is not cut within a character', () => {
    const lines = linesOf(`x${'🚀'.repeat(20_000)}`)
    expect(lines.every((line) => line.isWellFormed())).toBe(true)
    expect(lines.join('')).toBe(`x${'🚀'.repeat(20_000)}`)
  })
})

describe('the tail', () => {
  test('keeps the last bytes, however they came', () => {
    const tail = createTail(10)
    for (const chunk of ['0123456789abc', '', 'd', 'efghijklmnopqrstuvwxy', 'z']) tail.add(Buffer.from(chunk))
    expect(tail.text()).toBe('qrstuvwxyz')
  })
})

describe('the last lines', () => {
  const lastOf = (count: number, width: number, ...chunks: readonly string[]) => {
    const last = createLastLines(count, width)
    for (const chunk of chunks) last.add(Buffer.from(chunk))
    return last.lines()
  }
  test('are the last ones, whether the stream ended with a newline or not', () => {
    expect(lastOf(2, 80, 'a\nb\nc\n')).toEqual(['b', 'c'])
    expect(lastOf(2, 80, 'a\nb\n', 'c')).toEqual(['b', 'c'])
    expect(lastOf(5, 80, 'a\r\n', 'b\r\n')).toEqual(['a', 'b'])
  })
  test('of nothing are none', () => {
    expect(lastOf(5, 80)).toEqual([])
    expect(lastOf(5, 80, '')).toEqual([])
  })
  test('show a progress bar in its last state, and the error behind it', () => {
    const bar = Array.from({ length: 500 }, (_, at) => `\r${at}%`).join('')
    expect(lastOf(3, 80, 'start\n', bar, '\nTraceback\n', 'ValueError: x\n')).toEqual([
      '499%',
      'Traceback',
      'ValueError: x',
    ])
    expect(lastOf(3, 80, '1%\r2%\r      \r')).toEqual(['2%'])
  })
  test('are plain, no wider than asked, and whole at their edges', () => {
    expect(lastOf(3, 4, '\u001b[31mredder\u001b[0m\n', 'abc🚀\n')).toEqual(['redd', 'abc\ufffd'])
  })
  test('come from the last 256 KiB', () => {
    expect(lastOf(2, 10, 'x'.repeat(300_000), '\nend\n')).toEqual(['xxxxxxxxxx', 'end'])
  })
})

test('a flood is cut into lines at more than 20 MB in a second of CPU time, whatever is in it', () => {
  const line = 'epoch 12 step 345 loss 0.12345 accuracy 0.9876 and some more words'
  const floods = [`${line}\n`, `\u001b[32m${line}\u001b[0m\r\n`, `\r${line}`, `🚀 ${line}\n`, 'x']
  for (const one of floods) {
    const chunk = Buffer.from(one.repeat(Math.ceil(65_536 / one.length)))
    const sink = createLines(() => {})
    const since = process.cpuUsage()
    for (let at = 0; at < 160; at++) sink.add(chunk)
    const { user, system } = process.cpuUsage(since)
    // Bytes in a microsecond are MB in a second.
    expect((chunk.length * 160) / (user + system)).toBeGreaterThan(20)
  }
})
