import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hasEmulator } from '../../../src/steps/images/emulators.ts'
import { testFolder } from '../../support/test-folder.ts'

/** What the kernel shows of a handler that QEMU was registered by. */
const handler = (machine: string, state = 'enabled') =>
  `${state}\ninterpreter /usr/bin/qemu\nflags: F\noffset 0\nmagic 7f454c460201010000000000000000000200${machine}\nmask ffffffffffffff00fffffffffffffffffeffffff\n`

function kernel(handlers: Readonly<Record<string, string>>, status = 'enabled\n'): string {
  const folder = join(testFolder('binfmt-'), 'binfmt_misc')
  mkdirSync(folder)
  for (const [name, text] of Object.entries({ register: '', status, ...handlers }))
    writeFileSync(join(folder, name), text)
  return folder
}

test.each([
  ['registered', { anything: handler('b700') }, 'arm64', true],
  ['registered for others alone', { 'qemu-arm64': handler('3e00') }, 'arm64', false],
  ['registered with the last byte first', { 'qemu-s390x': handler('0016') }, 's390x', true],
  ['registered and switched off', { 'qemu-aarch64': handler('b700', 'disabled') }, 'arm64', false],
  [
    'registered for scripts alone',
    { python3: 'enabled\ninterpreter /usr/bin/python3\nflags: \noffset 0\nmagic a70d0d0a\n' },
    'arm64',
    false,
  ],
  ['none at all', {}, 'arm64', false],
  ['of a processor that nobody knows', { x: handler('b700') }, 'x99', undefined],
] as const)('an emulator that is %s', (_, handlers, architecture, has) => {
  expect(hasEmulator(architecture, kernel(handlers))).toBe(has)
})

test('a kernel that has them switched off has none, and one that does not show them says nothing', () => {
  expect(hasEmulator('arm64', kernel({ x: handler('b700') }, 'disabled\n'))).toBe(false)
  expect(hasEmulator('arm64', testFolder('empty-'))).toBeUndefined()
  expect(hasEmulator('arm64', '/nowhere/at/all')).toBeUndefined()
})
