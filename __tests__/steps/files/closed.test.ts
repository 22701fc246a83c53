import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { isClosed, isOpen } from '../../../src/steps/files/closed.ts'
import { testFolder } from '../../support/test-folder.ts'

afterEach(() => void vi.restoreAllMocks())

const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
const stranger = { uid: 65_534, gid: 65_534 }
const fellow = { uid: 65_534, gid: own.gid }

/** A folder with `a/file`. */
function makeTree({ folder = 0o755, file = 0o644 }): string {
  const top = testFolder('closed-')
  chmodSync(top, 0o755)
  mkdirSync(join(top, 'a'))
  writeFileSync(join(top, 'a', 'file'), 'words')
  symlinkSync('/root/elsewhere', join(top, 'a', 'link'))
  chmodSync(join(top, 'a', 'file'), file)
  chmodSync(join(top, 'a'), folder)
  return top
}

test.each([
  [{}, stranger, true],
  [{ file: 0o600 }, stranger, false],
  [{ folder: 0o700 }, stranger, false],
  [{ folder: 0o754 }, stranger, false],
  [{ folder: 0o711 }, stranger, false],
  [{ folder: 0o750, file: 0o640 }, stranger, false],
  [{ folder: 0o750, file: 0o640 }, fellow, true],
  [{ folder: 0o700, file: 0o400 }, own, true],
  [{ file: 0o044 }, own, false],
  [{ file: 0o604 }, fellow, false],
])('a folder of %j is open to user %j: %s', (modes, user, open) => {
  expect(isOpen(makeTree(modes), user)).toBe(open)
})

test.each([
  [0, { file: 0o600 }, true],
  [0, {}, false],
  [1001, { file: 0o600 }, false],
])('to containers of user %s a folder of %j is closed: %s', (uid, modes, closed) => {
  const folder = makeTree(modes)
  vi.spyOn(process, 'getuid').mockReturnValue(uid)
  expect(isClosed(folder)).toBe(closed)
})
