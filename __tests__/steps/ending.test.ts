import { expect, test } from 'vitest'
import { ExpectedError } from '../../src/facts/error.ts'
import { explainFailure } from '../../src/steps/ending.ts'

const systemError = (code: string) => Object.assign(new Error(`${code}: write`), { code })

test.each([
  ['a full disk', systemError('ENOSPC'), 'disk-full'],
  ['a quota that is used up', systemError('EDQUOT'), 'disk-full'],
  ['another error of the system', systemError('EIO'), 'internal'],
  [
    'what is expected to go wrong in a step',
    new ExpectedError('image', 'gone', { hint: 'Mend it.' }),
    'image',
  ],
  ['what is expected elsewhere', new ExpectedError('registry', 'gone', { hint: 'Mend it.' }), 'internal'],
  ['what is no error', 'odd', 'internal'],
])('%s fails a step as that', (_, error, kind) => {
  expect(explainFailure(error).kind).toBe(kind)
})
