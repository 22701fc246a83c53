import { gpuDevices } from '../../files/gpu-devices.ts'
import { removeContainers } from '../docker/cleanup.ts'
import { checkGpus } from '../docker/gpus.ts'
import type { Starter } from '../docker/helper.ts'
import { reclaim } from '../docker/reclaim.ts'
import type { Engine, Launcher } from '../engine.ts'
import { runProcess } from '../process/process.ts'
import { checkShared } from '../shared-files.ts'
import { podmanGpuArguments } from './arguments.ts'
import { podmanDialect } from './dialect.ts'
import { listCdiGpus } from './gpus.ts'
import { openPodmanImages } from './images.ts'
import { type Podman, readPodman } from './info.ts'
import { runPodman } from './run.ts'
import { openPodmanWalls } from './walls.ts'

/**
 * Podman through its command line, found in PATH, which is Docker's but for what `dialect.ts` says. Throws an ExpectedError of
 * kind `engine` that says what is missing when it does not answer.
 */
export async function openPodman(command = 'podman'): Promise<Engine> {
  const podman = await readPodman(command)
  const title = `Podman ${podman.version}`.trim()
  return {
    title,
    platform: 'docker',
    ...openPodmanImages(command, podman),
    ...openPodmanLauncher(command, title, podman),
    close: async () => {},
  }
}

function openPodmanLauncher(command: string, title: string, podman: Podman): Launcher {
  const uid = process.getuid?.() ?? 0
  const walls = openPodmanWalls(command, podman)
  const dialect = podmanDialect(uid, walls)
  return {
    showsGpus: () => gpuDevices().length > 0,
    offeredGpus: async () => listCdiGpus(),
    checkGpus: (image, gpus, label) => checkGpus({ command, walls }, image, gpus, label, podmanGpuArguments),
    async checkFiles(image, shared, label) {
      if (podman.isRemote) await checkShared(command, title, image, label, shared)
    },
    unkept: async (wanted) => podman.unkept(wanted),
    store: async () => podman.store,
    run: (run, options) => runPodman(command, dialect, run, options),
    reclaim: (folder, images, label) => reclaimPodman({ command, walls }, uid, folder, images, label),
    removeAll: (label, looks = 1) => removeContainers(label, looks, command),
  }
}

/** Without root, the files of a container's users are the caller's own subordinate ones, which need no container. */
export async function reclaimPodman(
  starter: Starter,
  uid: number,
  folder: string,
  images: readonly string[],
  label: string,
): Promise<boolean> {
  if (uid === 0) return reclaim(folder, images, label, starter)
  // The machine's own program, in no image: it is ended with its process.
  await runProcess(starter.command, ['unshare', 'chown', '-R', '-h', '0:0', folder], { timeout: 120_000 })
  return true
}

/** Podman as one that starts helpers, asked what it can do only when it starts one. */
export const podmanStarter = (command = 'podman'): Starter => ({
  command,
  walls: async (image, folder) => openPodmanWalls(command, await readPodman(command))(image, folder),
})
