import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { openDocker } from '../../../src/engines/docker/docker.ts'
import { checkUsers } from '../../../src/engines/docker/users.ts'
import { testFolder } from '../../support/test-folder.ts'

afterEach(() => void vi.restoreAllMocks())

/** A program in place of Docker, whose `info` says this. */
function makeDocker(info: string): string {
  const path = join(testFolder('users-'), 'docker')
  writeFileSync(path, `#!/bin/sh\n[ "$1" != info ] || echo '${info}'\n`, { mode: 0o755 })
  return path
}

const PLAIN = '["name=apparmor","name=seccomp,profile=builtin","name=cgroupns"]'

test.each([
  [0, '["name=seccomp,profile=default","name=rootless","name=cgroupns"]', 'runs without root'],
  [0, '["name=seccomp,profile=default","name=userns"]', 'maps users (`userns-remap`)'],
])('root, and a Docker that says %s: refused', async (uid, info, how) => {
  vi.spyOn(process, 'getuid').mockReturnValue(uid)
  await expect(checkUsers(makeDocker(info), 'Docker 28.2')).rejects.toMatchObject({
    kind: 'engine',
    message: `this runner is root, and Docker 28.2 ${how}: it has other users than this machine, so no container could use the files of this run`,
    hint: expect.stringContaining('the user that Docker runs as'),
  })
})

test.each([
  [0, PLAIN],
  [0, 'no JSON'],
  [0, 'null'],
  [1001, '["name=rootless"]'],
  [1001, '["name=userns"]'],
])('user %s, and a Docker that says %s: nothing is wrong', async (uid, info) => {
  vi.spyOn(process, 'getuid').mockReturnValue(uid)
  await expect(checkUsers(makeDocker(info), 'Docker')).resolves.toBeUndefined()
})

test('it is asked before the first task', async () => {
  vi.spyOn(process, 'getuid').mockReturnValue(0)
  const engine = await openDocker(makeDocker('["name=userns"]'))
  const image = { runBy: 'x', configDigest: '' }
  await expect(engine.checkFiles(image, { work: '/', others: [] }, 'a=b')).rejects.toThrow('maps users')
})
