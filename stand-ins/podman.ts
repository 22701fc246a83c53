import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from './action-file.ts'
import { BUSYBOX, busyboxImage } from './images.ts'

const run = promisify(execFile)

/** What Podman needs in its environment on this machine; see script/ci/containers.conf. */
export const podmanEnvironment = (): Readonly<Record<string, string>> =>
  process.env['CONTAINERS_CONF'] === undefined && !mayRaiseLimits()
    ? { CONTAINERS_CONF: join(ROOT, 'script', 'ci', 'containers.conf') }
    : {}

/** Makes Podman run in this process. */
export const usePodman = (): void => void Object.assign(process.env, podmanEnvironment())

/** CAP_SYS_RESOURCE is bit 24; rootless Podman does not try. */
function mayRaiseLimits(): boolean {
  const mask = /^CapEff:\t([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  return process.getuid?.() !== 0 || ((BigInt(`0x${mask}`) >> 24n) & 1n) === 1n
}

/** Gives Podman images that Docker has, unless it has them. */
export async function podmanImages(...images: readonly string[]): Promise<void> {
  usePodman()
  for (const image of images) {
    const id = (await run('docker', ['image', 'inspect', '--format', '{{.Id}}', image])).stdout.trim()
    const theirs = await run('podman', ['image', 'inspect', '--format', '{{.Id}}', image]).catch(
      () => undefined,
    )
    if (theirs !== undefined && id.endsWith(theirs.stdout.trim())) continue
    const folder = await mkdtemp(join(tmpdir(), 'medperf-images-'))
    try {
      await run('docker', ['save', '--output', join(folder, 'image.tar'), image])
      await run('podman', ['load', '--quiet', '--input', join(folder, 'image.tar')])
    } finally {
      await rm(folder, { recursive: true })
    }
  }
}

/** The busybox image, for Podman. */
export async function podmanBusybox(): Promise<string> {
  await busyboxImage()
  await podmanImages(BUSYBOX)
  return BUSYBOX
}
