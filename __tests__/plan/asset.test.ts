import { createHash } from 'node:crypto'
import { mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LARGEST_ASSET, nameAsset, prepareFile } from '../../src/plan/asset.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'

const HASH = '0123456789abcdef'.repeat(4)

describe('assetName', () => {
  it.each([
    ['demo dataset', '.tar.gz', 'demo-dataset-0123456789abcdef.tar.gz'],
    ['reference_model image', '.sif', 'reference-model-image-0123456789abcdef.sif'],
    [' Ümläut (1) ', '', 'ml-ut-1-0123456789abcdef'],
  ])('of %j', (label, extension, expected) => {
    expect(nameAsset(label, HASH, extension)).toBe(expected)
  })
})

describe('fileAsset', () => {
  it.each([
    ['model.sif', '.sif'],
    ['weights.TAR.GZ', '.tar.gz'],
    ['image.tar', '.tar'],
    ['v1.2.tar.xz', '.tar.xz'],
    ['plain', ''],
  ])('gives %s as it is, named by what is in it', async (file, extension) => {
    await using folder = await tempFolder()
    const path = join(folder.path, file)
    await writeFile(path, 'content')
    const sha256 = createHash('sha256').update('content').digest('hex')
    expect(await prepareFile(path, 'model image')).toEqual({
      path,
      sha256,
      bytes: 7,
      name: `model-image-${sha256.slice(0, 16)}${extension}`,
    })
  })

  it('refuses what is empty, and what is no file', async () => {
    await using folder = await tempFolder()
    await writeFile(join(folder.path, 'empty.sif'), '')
    await mkdir(join(folder.path, 'folder'))
    await expect(prepareFile(join(folder.path, 'empty.sif'), 'x')).rejects.toThrow(/^empty\.sif is empty$/)
    await expect(prepareFile(join(folder.path, 'folder'), 'x')).rejects.toThrow(
      /^folder is not a regular file$/,
    )
  })

  it('says by how much a file is too large, without reading it', async () => {
    await using folder = await tempFolder()
    const path = join(folder.path, 'model.sif')
    const file = await open(path, 'w')
    await file.truncate(LARGEST_ASSET + 1)
    await file.close()
    const since = process.cpuUsage()
    await expect(prepareFile(path, 'x')).rejects.toThrow(
      'model.sif has 2,147,483,648 bytes (2.0 GiB), more than the 2,147,483,647 bytes (2.0 GiB) that a release asset of GitHub may have',
    )
    const { user, system } = process.cpuUsage(since)
    expect((user + system) / 1_000).toBeLessThan(500)
  })
})
