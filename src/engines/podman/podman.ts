import { tmpdir } from 'node:os'
import { readLocalLayers } from '../docker/layers.ts'
import type { Engine } from '../engine.ts'
import { runProcess } from '../process.ts'
import type { RoomOptions } from '../room.ts'
import { readPodman } from './info.ts'

/**
 * Podman through its command line, found in PATH, which is Docker's but for what `podman-dialect.ts` says. Throws a
 * StepFailure of kind `engine` that says what is missing when it does not answer.
 */
export async function openPodman(command = 'podman'): Promise<Engine> {
  const uid = process.getuid?.() ?? 0
  const asked = readPodman(command)
  const [
    podman,
    { expectPodmanPull, pullPodmanImage },
    { checkTogether, openRoom },
    { runContainer },
    { podmanDialect, gpuArguments },
  ] = await Promise.all([
    asked,
    import('./images.ts'),
    import('../room.ts'),
    import('../docker/run.ts'),
    import('./dialect.ts'),
  ])
  const dialect = podmanDialect(uid)
  const roomFor = (options: Pick<RoomOptions, 'signal' | 'say'>) =>
    openRoom({ ...options, store: async () => podman.store, layers: () => readLocalLayers(command) })
  const title = `Podman ${podman.version}`.trim()
  return {
    title,
    platform: 'docker',
    unkept: async (wanted) => podman.unkept(wanted),
    store: async () => podman.store,
    async checkRoom(coming, options) {
      const { pullsOf } = await import('../pulls.ts')
      await checkTogether(roomFor(options), coming, await pullsOf(command, coming, expectPodmanPull))
    },
    image: (reference, options) => pullPodmanImage(command, reference, options),
    async load(archive, options) {
      await roomFor(options).load(archive)
      const [{ loadImage }, { withPlain }] = await Promise.all([
        import('../docker/load.ts'),
        import('../plain-archive.ts'),
      ])
      // A copy of what was decrypted must go with the run, however that ends.
      return withPlain(archive, options.within ?? tmpdir(), (plain) => loadImage(command, plain, options))
    },
    build: async (context, tag, options) =>
      (await import('../docker/build.ts')).buildImage(command, context, tag, options),
    offeredGpus: async () => (await import('./gpus.ts')).cdiGpus(),
    checkGpus: async (image, gpus, label) =>
      (await import('../docker/gpus.ts')).checkGpus(command, image, gpus, label, gpuArguments),
    async checkFiles(image, shared, label) {
      if (!podman.isRemote) return
      await (await import('../shared-files.ts')).checkShared(command, title, image, label, shared)
    },
    async run(run, options) {
      const outcome = await runContainer(command, dialect, run, options)
      if (outcome.kind !== 'engine-failed' || !/container-init binary/i.test(outcome.message)) return outcome
      // This Podman came without an init; then the program is the first process itself.
      return runContainer(command, { ...dialect, hasInit: false }, run, options)
    },
    removeAll: async (label, looks = 1) =>
      (await import('../docker/cleanup.ts')).removeContainers(label, looks, command),
    reclaim: (folder, images, label) => reclaimFor(command, uid, folder, images, label),
    close: async () => {},
  }
}

/** Without root, the files of a container's users are the caller's own subordinate ones, which need no container. */
export async function reclaimFor(
  command: string,
  uid: number,
  folder: string,
  images: readonly string[],
  label: string,
): Promise<void> {
  if (uid === 0) return (await import('../docker/reclaim.ts')).reclaim(folder, images, label, command)
  await runProcess(command, ['unshare', 'chown', '-R', '-h', '0:0', folder], { timeout: 120_000 })
}
