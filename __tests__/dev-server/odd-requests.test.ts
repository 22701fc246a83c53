import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DevServer } from '../../dev-server/options.ts'
import { startDevServer } from '../../dev-server/server.ts'
import { send } from './exchange.ts'
import { containerNamed } from './person.ts'

let server: DevServer
let tokens: ReadonlyMap<string, string>

beforeAll(async () => {
  server = await startDevServer({ era: 'model', port: 0, seed: 'data' })
  const users = ['testadmin', 'testbo', 'testdo', 'testdo2']
  tokens = new Map(await Promise.all(users.map(async (user) => [user, await server.token(user)] as const)))
})

afterAll(() => server.close())

interface Odd {
  readonly promise: string
  readonly as?: string | null
  readonly method?: string
  /** Below `/api/v0/`, unless it begins with a slash. */
  readonly path: string
  readonly body?: string
  readonly accept?: string
  readonly contentType?: string
  readonly status: number
  readonly text: RegExp
}

const container = (changes: object): string => JSON.stringify(containerNamed('odd', changes))
const tooLarge = '9223372036854775808'
const PAGE = /^<!doctype html>/

// Each answer was seen on the real servers.
test.each<Odd>([
  {
    promise: 'half a surrogate pair in an error text cannot be answered',
    method: 'POST',
    path: 'mlcubes/',
    body: container({ state: '\ud800' }),
    status: 500,
    text: PAGE,
  },
  {
    promise: 'half a surrogate pair in JSON is refused by the database',
    method: 'POST',
    path: 'mlcubes/',
    body: container({ container_config: { a: '\ud800' } }),
    status: 500,
    text: PAGE,
  },
  {
    promise: 'no row with half a surrogate pair is there',
    path: 'mlcubes/?name=odd',
    status: 200,
    text: /"count":0,/,
  },
  {
    promise: 'an infinity as an id is not caught',
    as: 'testadmin',
    method: 'POST',
    path: 'results/',
    body: '{"benchmark":1e999}',
    status: 500,
    text: PAGE,
  },
  {
    promise: 'an infinity as the id that the permission looks at is not caught',
    method: 'POST',
    path: 'datasets/benchmarks/',
    body: '{"benchmark":-1e999}',
    status: 500,
    text: PAGE,
  },
  {
    promise: 'a number of too many digits is no JSON',
    method: 'POST',
    path: 'mlcubes/',
    body: `{"name":-${'1'.repeat(4301)}}`,
    status: 400,
    text: /^\{"detail":"JSON parse error - Exceeds the limit \(4300 digits\).*value has 4301 digits/,
  },
  {
    promise: 'a text of too many digits is no id',
    as: 'testadmin',
    method: 'POST',
    path: 'results/',
    body: `{"benchmark":"${'1'.repeat(4301)}"}`,
    status: 400,
    text: /"benchmark":\["Incorrect type\. Expected pk value, received str\."\]/,
  },
  {
    promise: 'whoever may edit an address cannot have it described',
    as: 'testadmin',
    method: 'OPTIONS',
    path: 'mlcubes/1/',
    status: 500,
    text: PAGE,
  },
  {
    promise: 'whoever may edit an address cannot have it described, though nothing is there',
    as: 'testadmin',
    method: 'OPTIONS',
    path: 'datasets/99/benchmarks/1/',
    status: 500,
    text: PAGE,
  },
  {
    promise: 'whoever may not edit an address can have it described',
    as: 'testdo2',
    method: 'OPTIONS',
    path: 'mlcubes/1/',
    status: 200,
    text: /"parses"/,
  },
  {
    promise: 'a body is read in the charset of its content type',
    method: 'POST',
    path: 'mlcubes/',
    body: '{"state":"é"}',
    contentType: 'application/json; charset=latin-1',
    status: 400,
    text: /"state":\["\\"Ã©\\" is not a valid choice\."\]/,
  },
  {
    promise: 'a body that is no text in its charset is refused before the permission is asked',
    as: null,
    method: 'POST',
    path: 'datasets/benchmarks/',
    body: '{}',
    contentType: 'application/json; charset=utf-16',
    status: 400,
    text: /^\{"detail":"JSON parse error - UTF-16 stream does not start with BOM"\}$/,
  },
  {
    promise: 'a charset that does not exist is UTF-8',
    method: 'POST',
    path: 'mlcubes/',
    body: '{"state":"é"}',
    contentType: 'application/json; charset=bogus',
    status: 400,
    text: /"state":\["\\"é\\" is not a valid choice\."\]/,
  },
  {
    promise: 'several slashes at the start are one',
    path: '//api/v0/me/',
    status: 200,
    text: /"username":"testbo"/,
  },
  {
    promise: 'the owner of a row is looked for before the credentials are',
    as: null,
    method: 'PUT',
    path: `mlcubes/${tooLarge}/`,
    body: '{}',
    status: 500,
    text: PAGE,
  },
  {
    promise: 'an id that is not too large needs credentials first',
    as: null,
    method: 'PUT',
    path: 'mlcubes/99/',
    body: '{}',
    status: 401,
    text: /not provided/,
  },
  { promise: 'the page for people has no JSON form', path: '/', status: 406, text: PAGE },
  {
    promise: 'the page for people has no POST',
    method: 'POST',
    path: '/',
    accept: 'text/html',
    status: 405,
    text: PAGE,
  },
  {
    promise: 'the page for people refuses bad credentials',
    as: 'raw:Bearer x',
    path: '/swagger/',
    accept: 'text/html',
    status: 401,
    text: PAGE,
  },
  {
    promise: 'the refusal to give the page for people as JSON breaks on bad credentials',
    as: 'raw:Bearer x',
    path: '/swagger/',
    status: 500,
    text: PAGE,
  },
])('$promise', async ({ as = 'testbo', method = 'GET', path, body, accept, contentType, status, text }) => {
  const answer = await send(
    server.url,
    {
      as,
      method,
      path: path.startsWith('/') ? path : `/api/v0/${path}`,
      ...(body !== undefined && { rawBody: body }),
      headers: {
        ...(accept !== undefined && { accept }),
        ...(contentType !== undefined && { 'content-type': contentType }),
      },
      status,
      response: null,
    },
    tokens,
  )
  expect(answer).toMatchObject({ status, text: expect.stringMatching(text) })
})
