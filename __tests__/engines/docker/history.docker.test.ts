import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openDocker } from '../../../src/engines/docker/docker.ts'
import { runToEnd, script } from '../../../stand-ins/container.ts'
import { BUSYBOX, busyboxImage } from '../../../stand-ins/images.ts'
import { tempFolder } from '../../../stand-ins/workspace.ts'
import { secondDocker } from '../../support/second-docker.ts'

test('a task that ends after the daemon has forgotten its beginning is told by its own exit code', {
  timeout: 300_000,
}, async () => {
  // A daemon of our own: its neighbours want to keep their events.
  await using _ = await secondDocker()
  await busyboxImage()
  await using folder = await tempFolder()
  const engine = await openDocker()
  const running = runToEnd(
    engine,
    script('touch /in/up; while [ ! -e /in/go ]; do sleep 0.1; done; exit 3', {
      binds: [{ source: folder.path, target: '/in', mode: 'rw' }],
      user: { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 },
    }),
    folder.path,
  )
  await vi.waitFor(() => expect(readdirSync(folder.path)).toContain('up'), { timeout: 60_000 })
  // It keeps 256.
  execFileSync('sh', ['-c', `for i in $(seq 300); do docker tag ${BUSYBOX} medperf-test/event:$i; done`])
  writeFileSync(join(folder.path, 'go'), '')
  expect((await running).outcome).toMatchObject({
    kind: 'exited',
    exitCode: 3,
    outOfMemory: false,
    error: '',
  })
})
