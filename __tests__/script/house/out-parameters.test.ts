import { expect, test } from 'vitest'
import { findListParameters, findOutParameters } from '../../../script/house/out-parameters.ts'
import { parseSource } from '../../../script/house/sources.ts'

const linesOf = (text: string) => findOutParameters(parseSource('a.ts', text)).map(({ line }) => line)

test.each([
  ['a list', 'function f(list: readonly string[]) { list.push(1) }'],
  ['a field of it', 'function f(context: Context) { context.findings.push(1) }'],
  ['a destructured field', 'function f({ findings }: Context) { findings.push(1) }'],
  [
    'a field taken out within',
    'function f(context: Context) { const { findings } = context\nfindings.push(1) }',
  ],
  [
    'a field with another name',
    'const f = (context: Context) => { const list = context.findings\nlist.sort() }',
  ],
  ['a map', 'const f = (map: Named) => map.set(1, 2)'],
  ['a set with a default', 'const f = (set = new Set()) => set.add(1)'],
  ['a property', 'const f = (state: State) => { state.index = 1 }'],
  ['an item', 'const f = (list: List) => { list[0] = 1 }'],
  ['a counter', 'const f = (state: State) => { state.index++ }'],
  ['a removed key', 'const f = (environment: Env) => { delete environment.TOKEN }'],
  ['from a function within', 'function f(list: List) { run(() => list.push(1)) }'],
  ['in a method', 'class A { f(list: List) { list.push(1) } }'],
  ['a type to write to', 'const f = (findings: Finding[]) => g(findings)'],
  ['a map to write to', 'const f = (map: Map<string, string>) => g(map)'],
  ['a field to write to', 'const f = ({ findings }: { readonly findings: Finding[] }) => g(findings)'],
  ['a list to write to, or none', 'const f = (findings?: Finding[] | undefined) => g(findings)'],
])('a function that changes what it is given is found: %s', (_, text) => {
  expect(linesOf(text)).toEqual([1])
})

test('the function whose parameter it is is meant, not the one that does it; each once', () => {
  expect(
    linesOf(
      'const a = 1\nfunction f(list: List) {\n  each((one) => {\n    list.push(one, one)\n    list.pop()\n  })\n}',
    ),
  ).toEqual([2])
})

test.each([
  ['its own list', 'function f() { const list = []\nlist.push(1) }'],
  ['a copy', 'function f(list: readonly string[]) { const copy = [...list]\ncopy.push(1) }'],
  ['a copy of this name', 'function f(one: List) { run((list: List) => 1)\nconst list = []\nlist.push(1) }'],
  [
    'a variable that hides a parameter',
    'function f(list: List) { return () => { const list = []\nlist.push(1) } }',
  ],
  ['a sorted copy', 'const f = (list: readonly string[]) => list.toSorted()'],
  ['what a call gives', 'const f = (list: readonly string[]) => list.map(g).sort()'],
  [
    'the accumulator of reduce',
    'const f = (list: List) => list.reduce((map, one) => map.set(one, 1), new Map())',
  ],
  ['a parameter given anew', 'const f = (count: number) => { count += 1 }'],
  ['readonly types', 'const f = (a: readonly A[], b: ReadonlyMap<A, B>, c: ReadonlySet<A>) => g(a, b, c)'],
  ['a rest parameter', 'const f = (...all: A[]) => g(all)'],
  ['a type of a function', 'type F = (list: A[]) => void'],
])('no function that changes what it is given: %s', (_, text) => {
  expect(linesOf(text)).toEqual([])
})

test('of reduce only the accumulator is free', () => {
  expect(linesOf('xs.reduce((sum, x) => { x.seen = true\nreturn sum }, 0)')).toEqual([1])
})

test('signatures with a list to write to are told apart from other changes', () => {
  const source = parseSource('a.ts', 'const f = (list: A[]) => list.push(1)\nconst g = (s: S) => { s.a = 1 }')
  expect(findListParameters(source).map(({ line }) => line)).toEqual([1])
})
