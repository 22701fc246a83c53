import { StepFailure } from '../../facts/failure.ts'
import type { Engine } from '../engine.ts'
import { runProcess } from '../process.ts'
import type { RoomOptions } from '../room.ts'
import { checkShared, mayDiffer } from '../shared-files.ts'
import type { Dialect } from './dialect.ts'
import { readLocalLayers } from './layers.ts'
import { dockerStore } from './store.ts'
import { dockerWords } from './words.ts'

const ANSWER_TIMEOUT = 20_000

/**
 * Docker through its command line, found in PATH. Throws a StepFailure of kind `engine` that says what is missing when it
 * does not answer.
 */
export async function openDocker(command = 'docker'): Promise<Engine> {
  const asked = dockerVersion(command)
  let store: Promise<string | undefined> | undefined
  const findStore = () => {
    store ??= dockerStore(command)
    return store
  }
  // While Docker answers, read what every run needs of it.
  const [version, { expectPull, pullImage }, { checkTogether, openRoom }, { runContainer }, dialect] =
    await Promise.all([
      asked,
      import('./images.ts'),
      import('../room.ts'),
      import('./run.ts'),
      dockerDialect(),
    ])
  const roomFor = (options: Pick<RoomOptions, 'signal' | 'say'>) =>
    openRoom({ ...options, store: findStore, layers: () => readLocalLayers(command) })
  const title = `Docker ${version}`.trim()
  return {
    title,
    platform: 'docker',
    async checkRoom(coming, options) {
      const { pullsOf } = await import('../pulls.ts')
      await checkTogether(roomFor(options), coming, await pullsOf(command, coming, expectPull))
    },
    image: (reference, options) => pullImage(command, reference, options),
    async load(archive, options) {
      await roomFor(options).load(archive)
      return (await import('./load.ts')).loadImage(command, archive, options)
    },
    build: async (context, tag, options) =>
      (await import('./build.ts')).buildImage(command, context, tag, options),
    offeredGpus: async (image, label) => (await import('./gpus.ts')).offeredGpus(command, image, label),
    checkGpus: async (image, gpus, label) =>
      (await import('./gpus.ts')).checkGpus(command, image, gpus, label),
    async checkFiles(image, shared, label) {
      if (!mayDiffer() && (await findStore()) !== undefined) return
      await checkShared(command, title, image, label, shared)
    },
    unkept: async () => [],
    store: findStore,
    run: (run, options) => runContainer(command, dialect, run, options),
    reclaim: async (folder, images, label) =>
      (await import('./reclaim.ts')).reclaim(folder, images, label, command),
    removeAll: async (label, looks = 1) =>
      (await import('./cleanup.ts')).removeContainers(label, looks, command),
    close: async () => {},
  }
}

/** How Docker itself speaks. */
export async function dockerDialect(): Promise<Dialect> {
  const [{ gpuArguments }, { readHistory }, { readTini }] = await Promise.all([
    import('./arguments.ts'),
    import('./history.ts'),
    import('./outcome.ts'),
  ])
  return {
    ...{ gpuArguments, readHistory, readInit: readTini, userArguments: [], hasInit: true },
    // cgroup v2 then v1, each with the systemd and the cgroupfs driver.
    groups: (id) => [
      `system.slice/docker-${id}.scope`,
      `docker/${id}`,
      `memory/system.slice/docker-${id}.scope`,
      `memory/docker/${id}`,
    ],
  }
}

async function dockerVersion(command: string): Promise<string> {
  const { code, stdout, stderr } = await runProcess(command, ['version', '--format', '{{.Server.Version}}'], {
    timeout: ANSWER_TIMEOUT,
  })
  if (code === 0) return stdout.trim().replace(/\+.*$/, '')
  throw code === null
    ? new StepFailure(
        'engine',
        `Docker does not answer within ${ANSWER_TIMEOUT / 1000} s`,
        'Restart the Docker daemon of this machine.',
      )
    : noDocker(command, stderr)
}

function noDocker(command: string, stderr: string): StepFailure {
  if (stderr.includes('ENOENT')) {
    return new StepFailure(
      'engine',
      `there is no container engine: the command \`${command}\` was not found`,
      'Use a runner with Docker, such as ubuntu-latest, or install Docker on this one.',
    )
  }
  const hint = /permission denied/i.test(stderr)
    ? "Let this runner's user reach Docker: add it to the group `docker` and restart the runner."
    : 'Start the Docker daemon of this machine, or use a runner with Docker, such as ubuntu-latest.'
  return new StepFailure('engine', `Docker does not answer: ${dockerWords(stderr)}`, hint)
}
