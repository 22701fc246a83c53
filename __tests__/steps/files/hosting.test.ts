import { expect, test } from 'vitest'
import { ExpectedError } from '../../../src/facts/error.ts'
import { asHosted } from '../../../src/steps/files/hosting.ts'
import { benchmark } from '../../support/benchmark.ts'

const { evaluator } = benchmark().components
const registered = { ...evaluator, registered: { uid: 12, imageHash: '', fields: {} } }
const failing = (kind: 'hash' | 'download') =>
  Promise.reject(new ExpectedError(kind, 'x is another', { hint: 'Mend it.' }))

test.each([
  [
    'a registered one with another hash',
    registered,
    'hash',
    /registered as part of 12 .* hospitals cannot use it/,
  ],
  ['a registered one that is not there', registered, 'download', /^Mend it\.$/],
  ['one of this repository', evaluator, 'hash', /^Mend it\.$/],
] as const)('a file of a component is told as what it is: %s', async (_, component, kind, hint) => {
  await expect(asHosted(component, failing(kind))).rejects.toMatchObject({
    kind,
    message: 'x is another',
    hint: expect.stringMatching(hint),
  })
})

test('a file that is right is given on', async () => {
  expect(await asHosted(registered, Promise.resolve(7))).toBe(7)
})
