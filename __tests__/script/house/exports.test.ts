import { expect, test } from 'vitest'
import { findExports, findTwice, isOneWord, isRelation } from '../../../script/house/exports.ts'
import { parseSource } from '../../../script/house/sources.ts'

const read = (text: string, path = 'a.ts') => findExports(parseSource(path, text))
const namesIn = (text: string) => read(text).map(({ name, kind }) => `${kind} ${name}`)

test.each([
  ['export function f() {}', ['function f']],
  ['export async function* f() {}', ['function f']],
  ['export const f = () => 1', ['function f']],
  ['export const f = function () {}', ['function f']],
  ['export const a = 1, b = 2', ['value a', 'value b']],
  ['export class A {}', ['value A']],
  ['export type A = 1', ['type A']],
  ['export interface A {}', ['type A']],
  ['const a = 1\nconst b = 2\nexport { a }', ['value a']],
  ['type A = 1\nexport type { A }', ['type A']],
])('what a file exports of its own: %s', (text, names) => {
  expect(namesIn(text)).toEqual(names)
})

test.each([
  'const a = 1',
  "export { a } from './b.ts'",
  "const a = 1\nexport { a } from './b.ts'",
  "export * from './b.ts'",
  "export type { A } from './b.ts'",
  "import { a } from './b.ts'\nexport { a }",
])('nothing of its own: %s', (text) => {
  expect(namesIn(text)).toEqual([])
})

test('a name of two files is found with its places, one that a file has as value and type is not', () => {
  const all = [
    ...read('export type A = 1\nexport const a = 1', 'a.ts'),
    ...read('export interface A {}\nexport const B = 1\nexport type B = 1', 'b.ts'),
  ]
  expect(findTwice(all).map((places) => places.map(({ name, spot }) => `${name} ${spot.path}`))).toEqual([
    ['A a.ts', 'A b.ts'],
  ])
})

test('one word, and a relation', () => {
  expect(['apply', 'readOne', 'URL', 'read_one'].filter(isOneWord)).toEqual(['apply'])
  expect(['bytesOf', 'of', 'Of', 'proof', 'roofTop'].filter(isRelation)).toEqual(['bytesOf'])
})
