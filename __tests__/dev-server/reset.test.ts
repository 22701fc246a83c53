import { afterEach, expect, test } from 'vitest'
import type { DevServer, DevServerOptions } from '../../dev-server/options.ts'
import { startDevServer } from '../../dev-server/server.ts'
import { containerNamed, person } from './person.ts'

let server: DevServer

const start = async (changes: Partial<DevServerOptions> = {}): Promise<void> => {
  server = await startDevServer({ era: 'model', port: 0, seed: 'data', ...changes })
}

afterEach(() => server.close())

const reset = (setup: unknown, method = 'POST') =>
  fetch(`${server.url}/reset`, { method, ...(method === 'POST' && { body: JSON.stringify(setup) }) })

const setup = {
  users: [
    { id: 1, username: 'admin', email: '', superuser: true },
    { id: 2, username: 'testbo', email: 'testbo@example.com', superuser: false },
  ],
  autoApproveBenchmarksFrom: [],
  mlcubes: [{ id: 1, owner: 1, ...containerNamed('ca') }],
}

test('no address resets the server unless one is named', async () => {
  await start()
  expect((await reset(setup)).status).toBe(404)
  expect((await person(server, 'testadmin')('GET', 'users/')).body['count']).toBe(4)
})

test('a reset brings the server to the setup, and ids begin anew', async () => {
  await start({ resetPath: '/reset' })
  expect((await reset(setup)).status).toBe(204)
  const bo = person(server, 'testbo')
  expect((await person(server, 'admin')('GET', 'users/')).body['count']).toBe(2)
  expect((await bo('GET', 'models/')).body['count']).toBe(0)
  expect((await bo('POST', 'mlcubes/', containerNamed('next'))).body).toMatchObject({ id: 2, owner: 2 })
})

test('only a POST resets', async () => {
  await start({ resetPath: '/reset' })
  expect((await reset(setup, 'GET')).status).toBe(404)
})

test.each([
  ['a list', []],
  ['users that are no list', { users: {} }],
  ['a field that the era has not', { users: [{ id: 1, username: 'a', nick: 'b' }] }],
  ['a container without an owner', { mlcubes: [containerNamed('x')] }],
])('%s is refused and changes nothing', async (_, wrong) => {
  await start({ resetPath: '/reset' })
  expect((await reset(wrong)).status).toBe(400)
  expect((await person(server, 'testadmin')('GET', 'users/')).body['count']).toBe(4)
})
