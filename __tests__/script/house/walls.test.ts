import { expect, test } from 'vitest'
import { findCircles } from '../../../script/house/circles.ts'
import { drawGraph } from '../../../script/house/graph.ts'
import { showRooms } from '../../../script/house/page.ts'
import { parseSource } from '../../../script/house/sources.ts'
import { allowedIn, compareWalls, type Room } from '../../../script/house/walls.ts'

const arrows = (text: string) => text.split(' ').map((pair) => ({ from: pair.charAt(0), to: pair.charAt(1) }))

test.each([
  ['ab bc ac', []],
  ['ab ba', [['a', 'b']]],
  ['ab bc ca cd', [['a', 'b', 'c']]],
  [
    'ab ba bc cd dc',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['ab bc cb da', [['b', 'c']]],
])('circles of %s', (pairs, circles) => {
  expect(findCircles(arrows(pairs))).toEqual(circles)
})

const graph = drawGraph([
  parseSource('src/a/one.ts', "import '../b/one.ts'\nimport 'undici'"),
  parseSource('src/b/one.ts', ''),
])
const a: Room = { does: 'asks', rooms: ['b'], packages: ['undici'] }
const b: Room = { does: 'answers', rooms: [], packages: [] }

test('a table that is the graph is held', () => {
  expect(compareWalls(graph, { a, b })).toEqual([])
  expect(compareWalls(graph, { a, b: { ...b, later: ['a'] } })).toEqual([])
})

test.each([
  ['a room too many', { a: { ...a, rooms: [] }, b }, 'a may not import b: src/a/one.ts:1'],
  ['a package too many', { a: { ...a, packages: [] }, b }, 'a may not import undici: src/a/one.ts:2'],
  [
    'a door that waits is used',
    { a: { ...a, rooms: [], later: ['b'] }, b },
    'a may not import b: src/a/one.ts:1',
  ],
  ['a room that is not needed', { a, b: { ...b, rooms: ['a'] } }, 'b may import a, and does not'],
  ['a package that is not needed', { a, b: { ...b, packages: ['zod'] } }, 'b may import zod, and does not'],
  ['no row', { a }, 'b has no row'],
  ['no file', { a, b, c: b }, 'c has a row and no file'],
])('what differs is told: %s', (_, table, message) => {
  expect(compareWalls(graph, table)).toEqual([message])
})

test('who may import a package', () => {
  expect(allowedIn({ a, b, c: { ...b, packages: ['node:fs', 'undici'] } }, /^undici$/)).toEqual(['a', 'c'])
})

test('the page shows a row for each room', () => {
  expect(showRooms({ a, '(entries)': { ...b, later: ['a'] } }).split('\n')).toEqual([
    '| room | what happens there | may import | from outside |',
    '| --- | --- | --- | --- |',
    '| `a/` | asks | `b` | `undici` |',
    '| (entries) | answers | –; later `a` | – |',
  ])
})
