import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listBuildFiles } from '../../src/facts/build-files.ts'
import { findForeignFile } from '../../src/files/foreign-file.ts'
import { testFolder } from '../support/test-folder.ts'

const BUILD_FILES = listBuildFiles('Dockerfile')

/** A folder beside a file that is none of its own, with a link of a name. */
function folderWith(name: string, target: string): string {
  const around = testFolder('context-')
  const folder = join(around, 'context')
  mkdirSync(join(folder, 'inside'), { recursive: true })
  writeFileSync(join(around, 'outside'), 'secret')
  writeFileSync(join(folder, 'inside', 'file'), 'FROM scratch')
  symlinkSync(target, join(folder, name))
  return folder
}

test.each(BUILD_FILES)('%s is a file of the build context, and no link out of it', (name) => {
  for (const target of ['../outside', '/etc/hostname', '/dev/zero', '/nowhere', 'inside', '..'])
    expect(findForeignFile(folderWith(name, target), BUILD_FILES), target).toBe(name)
  expect(findForeignFile(folderWith(name, 'inside/file'), BUILD_FILES)).toBeUndefined()
})

test('other links of a context are the builder’s own to judge', () => {
  expect(findForeignFile(folderWith('data', '../outside'), BUILD_FILES)).toBeUndefined()
})

test.each(['Dockerfile.gpu', 'docker/model.Dockerfile'])('of %s they are those beside it', (dockerfile) => {
  expect(listBuildFiles(dockerfile)).toEqual([
    ...BUILD_FILES,
    dockerfile,
    `${dockerfile}.dockerignore`,
    `${dockerfile}.containerignore`,
    `${dockerfile}.rego`,
  ])
})
