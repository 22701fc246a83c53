import { expect, test } from 'vitest'
import { createHider, findLoginSecrets } from '../../src/words/secrets.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

const ADDRESSES: readonly (readonly [address: string, secrets: readonly string[]])[] = [
  ['http://proxy:3128', []],
  ['http://svc:PASSWORD@proxy:3128', ['PASSWORD', 'svc:PASSWORD', base64('svc:PASSWORD')]],
  ['svc:PASSWORD@proxy:3128', ['PASSWORD', 'svc:PASSWORD', base64('svc:PASSWORD')]],
  ['HTTPS://svc:PASSWORD@proxy', ['PASSWORD', 'svc:PASSWORD', base64('svc:PASSWORD')]],
  ['socks5h://svc:PASSWORD@proxy', ['PASSWORD', 'svc:PASSWORD', base64('svc:PASSWORD')]],
  [
    'http://svc:p%40ss%2Fword@proxy',
    [
      ...['p%40ss%2Fword', 'svc:p%40ss%2Fword', base64('svc:p%40ss%2Fword')],
      ...['p@ss/word', 'svc:p@ss/word', base64('svc:p@ss/word')],
    ],
  ],
  ['http://svc:p@ss:word@proxy', ['p@ss:word', 'svc:p@ss:word', base64('svc:p@ss:word')]],
  ['http://svc:100%word@proxy', ['100%word', 'svc:100%word', base64('svc:100%word')]],
  ['http://TOKEN-alone@proxy', ['TOKEN-alone']],
  // Too short to be hidden by itself.
  ['http://svc:abc@proxy', ['svc:abc', base64('svc:abc')]],
  ['http://@proxy', []],
  ['', []],
]
test.each(ADDRESSES)('of %j nobody sees %j', (address, secrets) => {
  expect(findLoginSecrets(address).toSorted()).toEqual(secrets.toSorted())
})

test('a password with a slash that nobody escaped is hidden as every reader may take it', () => {
  expect(findLoginSecrets('http://svc:pa/ss@word@proxy')).toContain('pa/ss@word')
  expect(findLoginSecrets('http://svc:p@ss/w@rd@proxy')).toEqual(expect.arrayContaining(['p@ss/w@rd']))
})

const SECRETS = ['PASSWORD', 'svc:PASSWORD', 'süß']

test.each([
  ['x PASSWORD y', 'x *** y'],
  ['http://svc:PASSWORD@proxy', 'http://***@proxy'],
  ['PASSWORDPASSWORD', '******'],
  ['PASSWOR', 'PASSWOR'],
  ['süß', '***'],
  ['nothing', 'nothing'],
])('%j is shown as %j', (text, shown) => {
  const { add, end } = createHider(SECRETS)
  expect(Buffer.concat([add(Buffer.from(text)), end()]).toString()).toBe(shown)
})

test('a secret that comes in pieces is hidden, wherever it is cut, and nothing else is lost', () => {
  const text = Buffer.from('before svc:PASSWORD between PASSWORD süß PASS after svc:PASSWOR')
  for (let first = 0; first <= text.length; first++) {
    for (const second of [first, Math.min(first + 1, text.length), Math.min(first + 5, text.length)]) {
      const { add, end } = createHider(SECRETS)
      const pieces = [text.subarray(0, first), text.subarray(first, second), text.subarray(second)]
      const shown = Buffer.concat([...pieces.map((piece) => add(piece)), end()]).toString()
      expect(shown).toBe('before *** between *** *** PASS after svc:PASSWOR')
    }
  }
})

test.each([
  [['secret', 'secret-2024'], 'a secret-2024 secret b', 'a *** *** b'],
  [['abcd', 'user:abcdEF'], 'user:abcdEF abcd user:abc', '*** *** user:abc'],
  [['abab12', '2x'], 'ababab12 12xabab12', 'ab*** 1******'],
  [['pass', 'assword'], 'pass password assword', '*** *** ***'],
  [['0000'], '000 0000 00000 00000000x0', '000 *** *** ***x0'],
])('of secrets that begin alike, or in each other, none is shown in part: %j', (secrets, text, shown) => {
  const bytes = Buffer.from(text)
  for (let first = 0; first <= text.length; first++)
    for (let second = first; second <= text.length; second++) {
      const { add, end } = createHider(secrets)
      const pieces = [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)]
      const all = Buffer.concat([...pieces.map((piece) => add(piece)), end()]).toString()
      expect(all, `${first}, ${second}`).toBe(shown)
    }
})

test('of secrets that reach into each other without end nothing is kept, and what comes then is shown', () => {
  const { add, end } = createHider(['0000', 'abab'])
  const shown = ['0', 'ab'].flatMap((text) => [
    ...Array.from({ length: 20 }, () => add(Buffer.from(text.repeat(50_000)))),
    add(Buffer.from(' then\n')),
  ])
  expect(Buffer.concat([...shown, end()]).toString()).toBe('*** then\n*** then\n')
})

test('without secrets bytes pass as they are, at once', () => {
  const { add, end } = createHider([])
  const bytes = Buffer.from([0xff, 0xfe, 0x00, 0xc3])
  expect(add(bytes)).toBe(bytes)
  expect(end()).toHaveLength(0)
})

test('bytes that are no UTF-8 pass between secrets', () => {
  const { add, end } = createHider(SECRETS)
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('PASSWORD'), Buffer.from([0xc3])])
  expect(Buffer.concat([add(bytes), end()])).toEqual(
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('***'), Buffer.from([0xc3])]),
  )
})
