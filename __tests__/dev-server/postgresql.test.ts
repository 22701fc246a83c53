import { describe, expect, test } from 'vitest'
import { containerNamed, person } from './person.ts'
import { started } from './started.ts'

const bad = {
  NUL: 'a\0b',
  'the first half of a surrogate pair': 'a\ud83d',
  'the second half': '\ude00a',
}

const inside: Readonly<Record<string, (text: string) => unknown>> = {
  'a value': (text) => ({ value: text }),
  'a key': (text) => ({ [text]: 1 }),
  'a list in a list': (text) => [1, [{ deep: [text] }]],
  'a text alone': (text) => text,
}

describe.each(Object.entries(bad))('JSON with %s', (_, text) => {
  test.each(Object.entries(inside))(
    'in %s is a server error, as on PostgreSQL, and nothing is kept',
    async (__, value) => {
      await using running = await started({ era: 'topology', seed: 'data' })
      const owner = person(running.server, 'testbo')
      for (const field of ['parameters_config', 'container_config', 'metadata', 'user_metadata']) {
        const body = containerNamed('bad', { [field]: value(text) })
        expect([field, (await owner('POST', 'mlcubes/', body)).status]).toEqual([field, 500])
      }
      const names = await owner('GET', 'mlcubes/?name=bad')
      expect(names.body).toMatchObject({ count: 0 })
      expect((await owner('PUT', 'benchmarks/1/', { user_metadata: value(text) })).status).toBe(500)
      const benchmark = await owner('GET', 'benchmarks/1/')
      expect(benchmark.body).toMatchObject({ user_metadata: {} })
    },
  )
})

test('a text that holds them is refused by its field', async () => {
  await using running = await started({ era: 'model' })
  const owner = person(running.server, 'testbo')
  const named = async (name: string) =>
    (await owner('POST', 'mlcubes/', containerNamed('odd', { name }))).body['name']
  expect(await named('a\0b')).toEqual(['Null characters are not allowed.'])
  expect(await named('a\ud800b')).toEqual(['Surrogate characters are not allowed: U+D800.'])
})

test('a whole pair, and what only looks like an escape, are kept', async () => {
  await using running = await started({ era: 'model' })
  const parameters = { smile: '\ud83d\ude00', words: '\\u0000 \\ud800' }
  const { status, body } = await person(running.server, 'testbo')(
    'POST',
    'mlcubes/',
    containerNamed('good', { parameters_config: parameters }),
  )
  expect([status, body['parameters_config']]).toEqual([201, parameters])
})

test('what is wrong with a field is told before the database is asked', async () => {
  await using running = await started({ era: 'model' })
  const body = containerNamed('bad', { image_hash: '', parameters_config: { a: '\0' } })
  const answer = await person(running.server, 'testbo')('POST', 'mlcubes/', body)
  expect(answer).toEqual({ status: 400, body: { image_hash: ['This field may not be blank.'] } })
})

test('keys come back short ones first, then by their bytes', async () => {
  await using running = await started({ era: 'container' })
  const parameters_config = { zz: 1, b: { long: 1, a: 2 }, é: 3, aa: [{ bb: 1, a: 2 }], a: 4 }
  const { body } = await person(running.server, 'testbo')(
    'POST',
    'mlcubes/',
    containerNamed('ordered', { parameters_config }),
  )
  expect(JSON.stringify(body['parameters_config'])).toBe(
    '{"a":4,"b":{"a":2,"long":1},"aa":[{"a":2,"bb":1}],"zz":1,"é":3}',
  )
})

const first = { a: 1, b: [1.5, { c: 2, d: null }] }

test.each([
  ['another order of keys', { b: [1.5, { d: null, c: 2 }], a: 1 }, 400],
  ['the same numbers', { a: 1, b: [1.5, { c: 2, d: null }] }, 400],
  ['true in place of 1', { a: true, b: [1.5, { c: 2, d: null }] }, 201],
  ['another order of a list', { a: 1, b: [{ c: 2, d: null }, 1.5] }, 201],
  ['a key more', { ...first, e: 1 }, 201],
])('two containers whose parameters differ by %s', async (_, parameters_config, status) => {
  await using running = await started({ era: 'container' })
  const owner = person(running.server, 'testbo')
  const same = { image_hash: 'sha256:x', container_config: { x: 1 } }
  await owner('POST', 'mlcubes/', containerNamed('first', { ...same, parameters_config: first }))
  const second = await owner('POST', 'mlcubes/', containerNamed('second', { ...same, parameters_config }))
  expect(second.status).toBe(status)
})
