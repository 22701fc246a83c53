import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CONTAINER_TYPES } from '../../../src/containers/support.ts'
import { checkFormat } from '../../../src/steps/images/format.ts'
import { tempFolder } from '../../../stand-ins/workspace.ts'

const FILES = CONTAINER_TYPES.filter((type) => type !== 'DockerImage')

async function check(type: (typeof FILES)[number], content: string): Promise<string> {
  await using folder = await tempFolder()
  const file = join(folder.path, 'image')
  await writeFile(file, content)
  return checkFormat(file, type).then(
    () => 'accepted',
    (error: Error) => error.message,
  )
}

test.each(FILES)('a %s is what its container_type says, or is refused in words', async (type) => {
  const sif = await check(type, `${'\0'.repeat(32)}SIF_MAGIC\0`)
  const other = await check(type, 'manifest.json')
  const isSif = type.endsWith('SingularityFile')
  expect(isSif ? sif : other).toBe('accepted')
  expect(isSif ? other : sif).toMatch(
    isSif ? /is not a Singularity image, as a .*SingularityFile should be/ : /is a Singularity image, and a/,
  )
})
