import { expect, test } from 'vitest'
import { parseSource } from '../../../script/house/sources.ts'
import { findConditionalSpreads, findGroupingSpreads } from '../../../script/house/spreads.ts'

const conditional = (text: string) =>
  findConditionalSpreads(parseSource('a.ts', text)).map((spot) => spot.text)
const grouping = (text: string) => findGroupingSpreads(parseSource('a.ts', text)).map((spot) => spot.text)

test.each([
  '...(x === undefined ? {} : { x })',
  '...(x ? { x } : {})',
  '...(x && { x })',
  '...((x ? { x } : {}) as Some)',
  '...(last ? ended(row) : row)',
])('a spread by a condition is found: %s', (spread) => {
  expect(conditional(`const a = {\n  b,\n  ${spread},\n}`)).toEqual([spread])
})

test('it is found with its line, within other objects and functions too', () => {
  const source = parseSource('src/a.ts', 'f(() => ({\n  a: {\n    ...(x && { x }),\n  },\n}))')
  expect(findConditionalSpreads(source)).toEqual([{ path: 'src/a.ts', line: 3, text: '...(x && { x })' }])
})

test.each([
  'const a = { ...x }',
  'const a = { ...(x ?? {}) }',
  'const a = { ...known({ x }) }',
  'const a = { b: x ? { x } : {} }',
  "const a = [...(x ? ['-x'] : [])]",
  "f(...(x ? ['-x'] : []))",
  '// { ...(x ? { x } : {}) }',
])('no spread of an object by a condition: %s', (text) => {
  expect(conditional(text)).toEqual([])
})

test.each(['...{ a, b }', '...{ a: 1 }', '...({ a } as Some)', '...({ a } satisfies Some)'])(
  'a spread that only groups is found: %s',
  (spread) => {
    expect(grouping(`const x = { ${spread}, c }`)).toEqual([spread])
  },
)

test.each([
  'const x = { ...a }',
  'const x = [...[a, b]]',
  'const x = { ...f({ a }) }',
  'const { ...a } = { a }',
])('no spread that only groups: %s', (text) => {
  expect(grouping(text)).toEqual([])
})
