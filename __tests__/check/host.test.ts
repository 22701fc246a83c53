import { expect, test, vi } from 'vitest'
import { describeHost } from '../../src/check/host.ts'

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const isDev = (path: unknown) => path === '/dev'
  return {
    ...fs,
    existsSync: (path: string) => !isDev(path) && fs.existsSync(path),
    readdirSync(...args: Parameters<typeof fs.readdirSync>) {
      if (isDev(args[0])) throw Object.assign(new Error('no such folder'), { code: 'ENOENT' })
      return fs.readdirSync(...args)
    },
  }
})

test('a machine without /dev, such as a Windows runner, is described all the same', () => {
  expect(describeHost()).toEqual({ cpus: expect.any(Number), memory: expect.any(Number), gpus: 0 })
})
