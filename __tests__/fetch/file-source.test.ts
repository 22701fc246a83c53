import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tryFetch, workFolder } from './support.ts'

test('a pipe or a device in the place of a file is refused, and nobody waits for it', async () => {
  const folder = workFolder()
  const [pipe, endless] = [join(folder, 'pipe'), join(folder, 'endless')]
  execFileSync('mkfifo', [pipe])
  symlinkSync('/dev/zero', endless)
  await expect(tryFetch({ path: pipe }).run()).rejects.toThrow('pipe is not a regular file')
  await expect(tryFetch({ path: endless }).run()).rejects.toThrow('endless is not a regular file')
})
