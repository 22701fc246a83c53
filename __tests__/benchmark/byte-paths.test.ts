import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkDemoPaths } from '../../src/benchmark/demo-paths.ts'
import { findBadEntries, locatePath } from '../../src/benchmark/repository.ts'
import { testFolder } from '../support/test-folder.ts'
import { readToy } from './toy.ts'

/*
 * Names are bytes, and all that is no UTF-8 is one and the same text. So the place that a link leads to was taken for another one
 * beside it, and that for looked at: a link to any file of the machine.
 */

/** What both names are as text: the one of a folder that is harmless, the other of a link out of the repository. */
const TEXT = 'd\ufffd'
const onDisk = (folder: string, name: string) =>
  Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')])

/** A repository with `d\xff/` and its double, and what the double leads to. */
function twins(repository = testFolder('twins-')) {
  const outside = testFolder('outside-')
  writeFileSync(join(outside, 'config.json'), '{"auths":"secret"}')
  mkdirSync(onDisk(repository, 'd\xff'))
  writeFileSync(onDisk(repository, 'd\xff/config.json'), '{}')
  symlinkSync(outside, join(repository, TEXT))
  const link = (name: string, target = 'd\xff') => {
    rmSync(join(repository, name), { recursive: true, force: true })
    symlinkSync(Buffer.from(target, 'latin1'), join(repository, name))
  }
  return { repository, outside, link }
}

test('a link to a name that is no text leads to nothing that has one', () => {
  const { repository, link } = twins()
  link('folder')
  link('file', 'd\xff/config.json')
  expect(locatePath(repository, '', 'folder')).toEqual({ kind: 'bytes', shown: 'folder' })
  expect(locatePath(repository, '', 'file')).toEqual({ kind: 'bytes', shown: 'file' })
  expect(locatePath(repository, '', TEXT)).toEqual({ kind: 'outside', shown: TEXT })
})

test('a name that is no text leads nowhere, though a disk has one that it would become', () => {
  const repository = testFolder('halves-')
  mkdirSync(join(repository, TEXT))
  expect(locatePath(repository, '', 'd\ud800')).toEqual({ kind: 'missing', shown: 'd\ud800' })
  expect(locatePath(repository, '', TEXT)).toMatchObject({ kind: 'directory' })
})

test.for([
  ['parameters', 'prep/parameters.yaml', '../d\xff/config.json'],
  ['a configuration', 'prep/container_config.yaml', '../d\xff/config.json'],
  ['a folder', 'model/weights', '../d\xff'],
  ['the demo dataset', 'demo', 'd\xff'],
] as const)('%s may not be had through such a link, and it is said why', async ([, path, target]) => {
  const { said } = await readToy({}, { prepare: async (workspace) => twins(workspace).link(path, target) })
  expect(said.join('\n')).toContain('leads to a name that is not UTF-8 | Rename what it leads to.')
  expect(said.join('\n')).not.toContain('secret')
})

test('what lies in a folder of such a name is looked at itself, not its double', () => {
  const { repository, outside } = twins()
  const bad = (name: string) => findBadEntries(repository, join(repository, name))
  mkdirSync(onDisk(repository, 'data'))
  mkdirSync(onDisk(repository, 'data/x\xff'))
  mkdirSync(join(repository, 'data/x\ufffd'))
  expect(bad('data')).toEqual([])
  symlinkSync(outside, onDisk(repository, 'data/x\xff/out'))
  expect(bad('data')).toEqual([{ name: 'x\ufffd/out', why: 'outside' }])
  mkdirSync(onDisk(repository, 'more'))
  symlinkSync(Buffer.from('../d\xff', 'latin1'), join(repository, 'more/in'))
  expect(bad('more')).toEqual([])
})

test('folders and links of a dataset may have such names', () => {
  const { repository, link } = twins()
  mkdirSync(join(repository, 'images'))
  writeFileSync(onDisk(repository, 'images/\xfc.png'), '')
  symlinkSync(Buffer.from('\xfc.png', 'latin1'), onDisk(repository, 'images/\xe4.png'))
  expect(findBadEntries(repository, join(repository, 'images'))).toEqual([])
  writeFileSync(join(repository, 'paths.yaml'), 'data_path: images\nlabels_path: labels\n')
  link('labels')
  const { paths, findings } = checkDemoPaths(repository, { prepared: false, within: repository })
  expect(paths).toBeUndefined()
  expect(findings.map(({ message }) => message)).toEqual(["The provided labels path doesn't exist: labels"])
})
