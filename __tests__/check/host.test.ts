import { afterEach, expect, test, vi } from 'vitest'
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

afterEach(() => void vi.restoreAllMocks())

test('a machine without /dev, such as a Windows runner, is described all the same', () => {
  expect(describeHost()).toEqual({ cpus: expect.any(Number), memory: expect.any(Number), gpus: 0 })
})

test.each([
  [1001, { uid: 1001, gid: 127 }],
  [0, { uid: 65_534, gid: 65_534, insteadOfRoot: true }],
])('of user %s it says whom containers run as, where there is an engine', (uid, user) => {
  vi.spyOn(process, 'getuid').mockReturnValue(uid)
  vi.spyOn(process, 'getgid').mockReturnValue(127)
  expect(describeHost('Docker 28.2').user).toEqual(user)
  expect(describeHost()).not.toHaveProperty('user')
})
