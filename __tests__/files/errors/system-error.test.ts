import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ExpectedError } from '../../../src/facts/error.ts'
import { explainAnyError, explainSystemError } from '../../../src/files/errors/system-error.ts'

const fails = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: it failed`), { code, ...more })

const catchError = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

test.each([
  ['EACCES', 'scandir', '`/srv/data` cannot be read: the user of the runner may not (EACCES)'],
  ['EPERM', 'chown', '`/srv/data` cannot be written: the user of the runner may not (EPERM)'],
  ['EROFS', 'mkdir', '`/srv/data` cannot be made: its file system is read-only (EROFS)'],
  ['ENOSPC', 'write', '`/srv/data` cannot be written: the disk is full (ENOSPC)'],
  ['EDQUOT', 'copyfile', '`/srv/data` cannot be written: the quota of the disk is used up (EDQUOT)'],
  ['ENOTDIR', 'open', '`/srv/data` cannot be read: a part of the path is a file (ENOTDIR)'],
  ['ELOOP', 'realpath', '`/srv/data` cannot be read: its links lead in a circle (ELOOP)'],
  ['ENAMETOOLONG', 'rename', '`/srv/data` cannot be written: the path is too long (ENAMETOOLONG)'],
  ['EMFILE', 'open', '`/srv/data` cannot be read: too many files are open (EMFILE)'],
  ['ENOMEM', 'spawn', '`/srv/data` cannot be started: there is no memory left (ENOMEM)'],
  ['E2BIG', 'spawn docker', '`/srv/data` cannot be started: its arguments are longer than'],
  ['ESTALE', 'lstat', '`/srv/data` cannot be read: its network file system has lost it (ESTALE)'],
  ['EIO', 'unlink', '`/srv/data` cannot be removed: the disk does not answer as it should (EIO)'],
  ['EBUSY', 'somecall', '`/srv/data` cannot be used: something else is using it (EBUSY)'],
])('%s of %s is of the machine, and told with what to do', (code, syscall, words) => {
  const { message, hint, kind, code: told } = explainAnyError(fails(code, { syscall, path: '/srv/data' }))
  expect(message).toContain(words)
  expect(hint).toMatch(/\.$/)
  expect(kind).toBe(['ENOSPC', 'EDQUOT'].includes(code) ? 'disk-full' : 'internal')
  expect(told).toBe(`system-${code.toLowerCase()}`)
})

test.each([
  [() => readFileSync('/nowhere/at/all'), '`/nowhere/at/all` cannot be read: it is not there (ENOENT)'],
  [() => readdirSync('/etc/passwd'), '`/etc/passwd` cannot be read: a part of the path is a file (ENOTDIR)'],
  [() => mkdirSync('/dev/null/x'), '`/dev/null/x` cannot be made: a part of the path is a file (ENOTDIR)'],
])('what the system really says is understood', (work, words) => {
  expect(explainAnyError(catchError(work)).message).toBe(words)
})

test('an error without a path says what could not be done', () => {
  expect(explainAnyError(fails('ENOSPC', { syscall: 'write' })).message).toBe(
    'a file of this machine cannot be written: the disk is full (ENOSPC)',
  )
  expect(explainAnyError(fails('ENOMEM')).message).toBe(
    'something of this machine cannot be used: there is no memory left (ENOMEM)',
  )
})

test('a path is no text that passes for ours', () => {
  const path = '/srv/`x`\n::error::hello'
  expect(explainAnyError(fails('EACCES', { syscall: 'open', path })).message).toBe(
    "`/srv/'x' ::error::hello` cannot be read: the user of the runner may not (EACCES)",
  )
})

test.each([
  new TypeError('x is not a function'),
  fails('ERR_INVALID_ARG_VALUE'),
  new RangeError('too deep'),
  'a text',
  undefined,
])('what is no error of the system is ours: %s', (error) => {
  expect(explainSystemError(error)).toBeUndefined()
  const told = explainAnyError(error)
  expect(told).toMatchObject({ kind: 'internal', hint: 'Please report it with the log of this job.' })
  expect(told.message).toMatch(/^an error of this action, not of the benchmark: /)
})

test('an expected error is no error of the system, whatever its code', () => {
  expect(
    explainSystemError(new ExpectedError('input', 'no', { hint: 'Mend it.', code: 'EACCES' })),
  ).toBeUndefined()
})
