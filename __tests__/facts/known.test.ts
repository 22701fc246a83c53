import { expect, expectTypeOf, test } from 'vitest'
import { known } from '../../src/facts/known.ts'

interface Place {
  readonly file: string
  readonly line?: number
}

const maybe = (value: number): number | undefined => (value > 0 ? value : undefined)

test('a key without a value is absent, and the others keep their order', () => {
  const made = known({ b: 1, a: undefined, d: null, c: 0, e: '', f: false })
  expect(Object.entries(made)).toEqual([
    ['b', 1],
    ['d', null],
    ['c', 0],
    ['e', ''],
    ['f', false],
  ])
  expect('a' in made).toBe(false)
})

test('the type says which keys may be absent, and that none holds undefined', () => {
  const place: Place = known({ file: 'a.yaml', line: maybe(0) })
  expect(place).toEqual({ file: 'a.yaml' })
  const made = known({ file: 'a.yaml', line: maybe(3) })
  expectTypeOf(made.file).toEqualTypeOf<'a.yaml'>()
  expectTypeOf<{ line?: number }>().toExtend<Pick<typeof made, 'line'>>()
  expect(made.line).toBe(3)
})
