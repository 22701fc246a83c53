import { execFileSync } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readDemoPaths } from '../../src/benchmark/demo-paths.ts'
import { ExpectedError, toFailure } from '../../src/facts/error.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'

/** A file outside of every demo dataset of these tests. */
const OUTSIDE = fileURLToPath(import.meta.url)

async function demo(paths: string | undefined, folders: readonly string[] = ['images', 'labels']) {
  const folder = await tempFolder()
  for (const name of folders) await mkdir(join(folder.path, name), { recursive: true })
  if (paths !== undefined) await writeFile(join(folder.path, 'paths.yaml'), paths)
  return folder
}

const failureOf = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    if (error instanceof ExpectedError) return toFailure(error)
    throw error
  }
  return undefined
}

test('the folders are absolute and real', async () => {
  await using folder = await demo('data_path: ./images/\nlabels_path: link\n')
  await symlink('labels', join(folder.path, 'link'))
  expect(readDemoPaths(folder.path, { prepared: false })).toEqual({
    data: join(folder.path, 'images'),
    labels: join(folder.path, 'labels'),
  })
})

test('metadata belongs to a prepared dataset only', async () => {
  await using folder = await demo('data_path: images\nlabels_path: labels\nmetadata_path: images\n')
  expect(readDemoPaths(folder.path, { prepared: true }).metadata).toBe(join(folder.path, 'images'))
  expect(failureOf(() => readDemoPaths(folder.path, { prepared: false }))).toEqual({
    kind: 'archive',
    message: 'metadata path should only be provided when the dataset is submitted as prepared',
    hint: 'Remove `metadata_path`, or set `demo_dataset.prepared: true`.',
  })
})

test.each([
  [undefined, 'there is no paths.yaml at the top of the demo dataset'],
  ['a: [', 'paths.yaml is not valid YAML: '],
  ['data_path: images\n', 'paths.yaml has no `labels_path`'],
  ['data_path: images\nlabels_path: nowhere\n', "The provided labels path doesn't exist: nowhere"],
  ['data_path: ..\nlabels_path: labels\n', '`data_path` of paths.yaml points out of the demo dataset: ..'],
  ['data_path: images/../..\nlabels_path: labels\n', 'points out of the demo dataset'],
  ['data_path: 2024-01-01\nlabels_path: labels\n', 'paths.yaml is not valid YAML: `data_path`: the date'],
])('with paths.yaml %j it is a failed archive', async (paths, words) => {
  await using folder = await demo(paths)
  expect(failureOf(() => readDemoPaths(folder.path, { prepared: false }))).toMatchObject({
    kind: 'archive',
    message: expect.stringContaining(words),
  })
})

describe('a single file', () => {
  async function withFile(paths: string) {
    const folder = await demo(paths)
    await writeFile(join(folder.path, 'labels.csv'), '1\n')
    await writeFile(join(folder.path, 'images/one.nii'), '2')
    await symlink('../labels.csv', join(folder.path, 'images/link.csv'))
    execFileSync('mkfifo', [join(folder.path, 'pipe')])
    return folder
  }

  test.each([
    ['data_path: images\nlabels_path: labels.csv\n', 'images', 'labels.csv'],
    ['data_path: images/one.nii\nlabels_path: labels\n', 'images/one.nii', 'labels'],
    ['data_path: images/one.nii\nlabels_path: ./labels.csv\n', 'images/one.nii', 'labels.csv'],
    ['data_path: images\nlabels_path: images/link.csv\n', 'images', 'labels.csv'],
    ['data_path: labels.csv\nlabels_path: labels.csv\n', 'labels.csv', 'labels.csv'],
  ])('is as good as a folder: %j', async (paths, data, labels) => {
    await using folder = await withFile(paths)
    expect(readDemoPaths(folder.path, { prepared: false, within: folder.path })).toEqual({
      data: join(folder.path, data),
      labels: join(folder.path, labels),
    })
  })

  test.each([
    ['data_path: images\nlabels_path: labels.csv\n', '`labels_path` of paths.yaml is a file'],
    ['data_path: images/one.nii\nlabels_path: labels\n', '`data_path` of paths.yaml is a file'],
    [
      'data_path: images\nlabels_path: labels\nmetadata_path: labels.csv\n',
      '`metadata_path` of paths.yaml is a file',
    ],
  ])('is none of data that is prepared, of which MedPerf copies folders: %j', async (paths, words) => {
    await using folder = await withFile(paths)
    expect(failureOf(() => readDemoPaths(folder.path, { prepared: true }))).toMatchObject({
      kind: 'archive',
      message: expect.stringContaining(words),
      hint: expect.stringContaining('Put the file into a folder of its own'),
    })
  })

  test('is no pipe', async () => {
    await using folder = await withFile('data_path: images\nlabels_path: pipe\n')
    expect(failureOf(() => readDemoPaths(folder.path, { prepared: false }))?.message).toBe(
      '`labels_path` of paths.yaml is neither a folder nor a file: pipe',
    )
  })
})

test('a folder that wraps everything is named', async () => {
  await using folder = await demo(undefined, ['demo/images'])
  await writeFile(join(folder.path, 'demo/paths.yaml'), '')
  expect(failureOf(() => readDemoPaths(folder.path, { prepared: false }))?.hint).toBe(
    'It is in demo/: pack what is in that folder, not the folder.',
  )
})

test('a link that leads out of where it may not is refused', async () => {
  await using folder = await demo('data_path: images\nlabels_path: link\n')
  await symlink(dirname(OUTSIDE), join(folder.path, 'link'))
  expect(failureOf(() => readDemoPaths(folder.path, { prepared: false, within: folder.path }))?.message).toBe(
    '`labels_path` of paths.yaml is a link that leads out: link',
  )
})

test('a paths.yaml that is a link out is not read', async () => {
  await using folder = await demo(undefined)
  await symlink(OUTSIDE, join(folder.path, 'paths.yaml'))
  expect(
    failureOf(() => readDemoPaths(folder.path, { prepared: false, within: folder.path }))?.message,
  ).toContain('paths.yaml is a link that leads out')
})
