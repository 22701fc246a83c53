import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findContextScripts, findMountedScripts, isNamedIn } from '../../../src/steps/tasks/scripts.ts'
import { testFolder } from '../../support/test-folder.ts'

const WINDOWS = '#!/bin/sh\r\necho\r\n'

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = testFolder('scripts-')
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

test('scripts of Windows are found in a build context, whatever they are called', () => {
  const folder = folderOf({
    'run.sh': WINDOWS,
    'bin/start': WINDOWS,
    'late.sh': 'echo\r\n',
    'fine.sh': '#!/bin/sh\necho\r\n',
    'data.csv': 'a,b\r\n1,2\r\n',
    '.git/hooks/x': WINDOWS,
    empty: '',
  })
  symlinkSync('/etc', join(folder, 'etc'))
  const shown = findContextScripts(folder).map((one) => one.shown)
  expect(shown.toSorted()).toEqual(['bin/start', 'late.sh', 'run.sh'])
  expect(findContextScripts(join(folder, 'nowhere'))).toEqual([])
})

test('a mounted script is the one that the container is told to run', () => {
  const source = folderOf({ 'run.sh': WINDOWS, 'fine.sh': '#!/bin/sh\n', 'sub/x': WINDOWS })
  const binds = [
    { source: '/nowhere', target: '/files', mode: 'ro' as const },
    { source, target: '/files/mine', mode: 'ro' as const },
  ]
  const find = (entrypoint: string, ...command: readonly string[]) =>
    findMountedScripts({ entrypoint, command, binds }).map(({ shown }) => shown)
  expect(find('/files/mine/run.sh', '--x')).toEqual(['/files/mine/run.sh'])
  expect(find('sh', '/files/mine/sub/x')).toEqual(['/files/mine/sub/x'])
  expect(find('/files/mine/fine.sh', '/files/mine/../../etc/passwd', '/run.sh')).toEqual([])
})

test.each([
  ['exec /app/run.sh failed: No such file or directory', true],
  ['sh: 1: ./run.sh: not found', true],
  ['run.shx: not found', false],
  ['', false],
])('%j names it: %s', (text, named) => {
  expect(isNamedIn({ shown: 'bin/run.sh' }, text)).toBe(named)
})
