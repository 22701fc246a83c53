import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeWork } from '../../src/steps/workspace.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'

test.each([0, 1001])('nobody else may enter the folder of a run, whoever runs it: user %i', async (uid) => {
  await using folder = await tempFolder()
  vi.spyOn(process, 'getuid').mockReturnValue(uid)
  const umask = process.umask(0o002)
  try {
    const work = join(folder.path, 'made', 'work')
    makeWork(work)
    expect(statSync(work).mode & 0o7777).toBe(0o700)
    // What was only missing on the way is as others make it.
    expect(statSync(join(work, '..')).mode & 0o7777).toBe(0o775)
  } finally {
    process.umask(umask)
    vi.restoreAllMocks()
  }
})
