import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDocker } from '../../../src/engines/docker/docker.ts'
import { buildImage, busyboxImage } from '../../../stand-ins/images.ts'
import { attack } from '../../support/attack.ts'
import { secondDocker } from '../../support/second-docker.ts'
import { smallDisk } from '../../support/small-disk.ts'

const TIMEOUT = 120_000
const FILL = 'while :; do head -c 1000000 /dev/zero >> /open/zero; sleep 0.1; done'

test("a container that fills Docker's disk through its own layer is stopped before it is full", {
  timeout: TIMEOUT,
}, async () => {
  await using disk = await smallDisk(64)
  await using daemon = await secondDocker({ parent: disk.path })
  // No user but root may write anywhere in busybox's own layer.
  const image = await buildImage(
    'medperf-test/open:1',
    `FROM ${await busyboxImage()}\nRUN ["/bin/mkdir", "-m", "1777", "/open"]\n`,
  )
  const engine = await openDocker()
  const store = join(daemon.folder, 'data')
  expect(await engine.store()).toBe(store)
  const { step, left } = await attack(engine, image, { lines: FILL, limits: { maxTime: 60 } })
  expect(step.failure).toMatchObject({
    kind: 'disk-full',
    message: expect.stringMatching(
      new RegExp(
        `^was stopped because the disk of ${store} is nearly full: [\\d.]+ (?:[KM]i)?B of the \\d\\d MiB that were free when it started are left, and its outputs and /tmp take 0 B$`,
      ),
    ),
  })
  expect(left).toEqual([])
})
