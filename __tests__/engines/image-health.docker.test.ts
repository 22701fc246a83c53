import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDocker } from '../../src/engines/docker/docker.ts'
import { openPodman } from '../../src/engines/podman/podman.ts'
import { runToEnd, script } from '../../stand-ins/container.ts'
import { BUSYBOX, buildImage, busyboxImage } from '../../stand-ins/images.ts'
import { podmanImages, usePodman } from '../../stand-ins/podman.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'

usePodman()
const IMAGE = `medperf-test/health:${process.pid}`

beforeAll(async () => {
  await busyboxImage()
  await buildImage(IMAGE, `FROM ${BUSYBOX}\nHEALTHCHECK --interval=1s CMD touch /dev/shm/checked\n`)
  await podmanImages(IMAGE)
}, 120_000)
afterAll(() => {
  for (const command of ['docker', 'podman'])
    execFileSync(command, ['rmi', '--force', IMAGE], { stdio: 'ignore' })
})

test.each([
  ['Docker', openDocker],
  ['Podman', openPodman],
] as const)('%s starts no check of its health that an image orders', { timeout: 60_000 }, async (_, open) => {
  await using folder = await tempFolder()
  const engine = await open()
  const run = script('sleep 4; ls /dev/shm; echo done', { image: IMAGE })
  const { output } = await runToEnd(engine, run, folder.path)
  await engine.close()
  // Podman would complain where there is no systemd to start it from.
  expect(output.toString()).toBe('done\n')
})
