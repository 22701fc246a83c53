import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DevServer } from '../../dev-server/options.ts'
import { startDevServer } from '../../dev-server/server.ts'
import { type Person, person } from './person.ts'

let server: DevServer
let admin: Person

beforeAll(async () => {
  server = await startDevServer({ era: 'mlcube', port: 0, seed: 'benchmark' })
  admin = person(server, 'testadmin')
  await person(server, 'testbo')('GET', 'me/')
})

afterAll(() => server.close())

const rewrite = (changes: object) => admin('PUT', 'users/3/', { username: 'testbo', ...changes })

test.each([
  'a.b@c.de',
  'a+b@c.de',
  "o'x@c.de",
  '"a"@c.de',
  'a@localhost',
  'a@[127.0.0.1]',
  'a@b.12',
  'a@é.fr',
  'a@b.é',
  `a@${'x'.repeat(63)}.de`,
])('an administrator may give a person the address %s', async (email) => {
  expect(await rewrite({ email })).toMatchObject({ status: 200, body: { email } })
})

const ill = 'Enter a valid email address.'

test.each<[unknown, readonly string[]]>([
  ['a@b.c', [ill]],
  ['a@b', [ill]],
  ['.a@b.cd', [ill]],
  ['a..b@c.de', [ill]],
  ['a b@c.de', [ill]],
  ['a@b..cd', [ill]],
  ['a@b.c-', [ill]],
  ['a@-b.cd', [ill]],
  ['A@LOCALHOST', [ill]],
  ['é@b.cd', [ill]],
  ['a@127.0.0.1', [ill]],
  [`a@${'x'.repeat(64)}.de`, [ill]],
  [true, [ill]],
  [['a@b.cd'], [ill]],
  ['a\0b', ['Null characters are not allowed.', ill]],
  ['x'.repeat(255), ['Ensure this field has no more than 254 characters.', ill]],
])('%j is no address, in the words and the order of the real servers', async (email, errors) => {
  expect(await rewrite({ email })).toEqual({ status: 400, body: { email: errors } })
})
