import type { lookup } from 'node:dns'
import { describe, expect, test } from 'vitest'
import {
  type AddressGuard,
  createAddressGuard,
  explainRefusedAddress,
  findRefusedAddress,
  RefusedAddress,
} from '../../src/net/guard.ts'

/** A name server that gives these answers one after the other. */
const answering = (...answers: readonly (readonly string[])[]): typeof lookup => {
  let count = 0
  return ((_host: string, options: { all?: boolean }, callback: (error: null, found: unknown) => void) => {
    const found = (answers[Math.min(count, answers.length - 1)] ?? []).map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }))
    count += 1
    expect(options.all).toBe(true)
    callback(null, found)
  }) as unknown as typeof lookup
}

const look = (guard: AddressGuard, host: string, options: { all?: boolean } = {}) =>
  new Promise((resolve, reject) => {
    guard.lookup(host, options, (error, found) => (error ? reject(error) : resolve(found)))
  })

describe('a name that is looked up', () => {
  test('leads to what was judged, one address or all', async () => {
    const guard = createAddressGuard({ reach: 'public', resolve: answering(['8.8.8.8', '2606:4700::1111']) })
    expect(await look(guard, 'files.example')).toBe('8.8.8.8')
    expect(await look(guard, 'files.example', { all: true })).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ])
  })

  test.each([
    ['10.1.2.3', 'public', 'private'],
    ['::ffff:127.0.0.1', 'public', 'private'],
    ['169.254.169.254', 'private', 'never'],
    ['fd00:ec2::254', 'private', 'never'],
  ] as const)('and is %s is refused where addresses are %s', async (address, reach, kind) => {
    const guard = createAddressGuard({ reach, resolve: answering([address]) })
    await expect(look(guard, 'files.example')).rejects.toMatchObject({ host: 'files.example', kind, address })
  })

  test('is refused as a whole where one of its addresses is', async () => {
    const guard = createAddressGuard({ reach: 'public', resolve: answering(['8.8.8.8', '192.168.0.1']) })
    await expect(look(guard, 'files.example', { all: true })).rejects.toMatchObject({
      address: '192.168.0.1',
    })
  })

  test('is judged at each connection: one that changes meanwhile gains nothing', async () => {
    const guard = createAddressGuard({ reach: 'public', resolve: answering(['8.8.8.8'], ['127.0.0.1']) })
    expect(await look(guard, 'files.example')).toBe('8.8.8.8')
    await expect(look(guard, 'files.example')).rejects.toThrow(RefusedAddress)
  })

  test('without an address is not known', async () => {
    const guard = createAddressGuard({ reach: 'public', resolve: answering([]) })
    await expect(look(guard, 'files.example')).rejects.toMatchObject({ code: 'ENOTFOUND' })
  })

  test('may be private where private ones may be asked', async () => {
    const guard = createAddressGuard({ reach: 'private', resolve: answering(['10.0.0.1']) })
    expect(await look(guard, 'files.example')).toBe('10.0.0.1')
  })
})

describe('a registry', () => {
  const registry = (...answers: readonly (readonly string[])[]) =>
    createAddressGuard({ reach: 'public', home: 'registry.example', resolve: answering(...answers) })

  test('of everybody sends us to nothing private', async () => {
    const guard = registry(['8.8.8.8'], ['10.0.0.1'])
    await look(guard, 'registry.example')
    await expect(look(guard, 'tokens.example')).rejects.toMatchObject({ kind: 'private' })
    expect(() => guard.expect(new URL('https://127.0.0.1/'))).toThrow(RefusedAddress)
  })

  test('that is private may send us to its neighbours, and never to metadata', async () => {
    const guard = registry(['10.0.0.1'], ['10.0.0.2'], ['169.254.169.254'])
    await look(guard, 'registry.example')
    expect(await look(guard, 'tokens.example')).toBe('10.0.0.2')
    await expect(look(guard, 'blobs.example')).rejects.toMatchObject({ kind: 'never' })
  })

  test('that is a metadata address is not asked', () => {
    const guard = createAddressGuard({ reach: 'public', home: '169.254.169.254' })
    expect(() => guard.expect(new URL('https://169.254.169.254/v2/'))).toThrow(RefusedAddress)
  })

  test('on this machine is asked', () => {
    const guard = createAddressGuard({ reach: 'public', home: 'localhost' })
    expect(() => guard.expect(new URL('http://localhost:5000/v2/'))).not.toThrow()
  })
})

test('a refusal is found behind the errors of a connection, and told with the address', () => {
  const refused = new RefusedAddress('files.example', 'private', '10.0.0.1')
  const error = new Error('connect', { cause: new AggregateError([new Error('other'), refused]) })
  expect(findRefusedAddress(error)).toBe(refused)
  expect(findRefusedAddress(new Error('other'))).toBeUndefined()
  expect(explainRefusedAddress(refused)).toEqual({
    why: 'files.example is 10.0.0.1, a private address',
    hint: expect.stringContaining('`allow-private-addresses: true`'),
  })
  expect(explainRefusedAddress(new RefusedAddress('metadata', 'never')).why).toBe(
    'metadata is a link-local address or one of cloud metadata',
  )
})
