import { expect, test } from 'vitest'
import { ExpectedError } from '../../src/facts/error.ts'
import { breakOff, findJobError, NOT_AS_SENT, type Registered } from '../../src/report/outcome.ts'

const ROW = { object: 'container', name: 'toy-prep', uid: 3 }
const refused = new ExpectedError('permission', 'POST mlcubes: HTTP 403', { hint: 'Mend it.', status: 403 })

test.each([
  ['before anything was written', refused, [], 'Nothing was registered: POST mlcubes: HTTP 403'],
  ['after something was', refused, [ROW], 'Nothing more was registered: POST mlcubes: HTTP 403'],
  [
    'without an answer',
    new ExpectedError('unreachable', 'the connection was cut', { hint: 'Mend it.', uncertain: true }),
    [],
    'The registration broke off: the connection was cut',
  ],
  [
    'by a row that is another',
    new ExpectedError('changed', 'mlcubes `a` holds b', { hint: 'Mend it.', code: NOT_AS_SENT }),
    [ROW],
    'The registration broke off: mlcubes `a` holds b',
  ],
  ['by an error of our own', new TypeError('no row'), [], 'Nothing was registered: no row'],
])('a registration that ends %s says what is there', (_, cause, written, message) => {
  const { error, isOpen, ...unregistered } = breakOff(cause, written)
  expect(error?.message.split('\n')[0]).toBe(message)
  expect(unregistered).toMatchObject({ kind: 'failed', written })
  expect(isOpen).toBe(message.startsWith('The registration broke off') ? true : undefined)
})

test.each([
  [[], 'Everything is registered, but nothing was retired: HTTP 403'],
  [
    [{ collection: 'mlcubes', uid: 1, name: 'old' }],
    'Everything is registered, but not everything was retired: HTTP 403',
  ],
] as const)('of old rows %j were retired', (retired, message) => {
  const registration = { retired, problem: new Error('HTTP 403') }
  expect(findJobError({ kind: 'done', registration } as unknown as Registered)?.message).toBe(message)
})
