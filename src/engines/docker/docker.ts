import { ExpectedError } from '../../facts/error.ts'
import { gpuDevices } from '../../files/gpu-devices.ts'
import type { Engine, Launcher } from '../engine.ts'
import { runProcess } from '../process/process.ts'
import { checkShared, mayDiffer } from '../shared-files.ts'
import { dockerWalls } from '../walls.ts'
import { dockerGpuArguments } from './arguments.ts'
import { removeContainers } from './cleanup.ts'
import type { Dialect } from './dialect.ts'
import { checkGpus, offeredGpus } from './gpus.ts'
import { dockerStarter } from './helper.ts'
import { readHistory } from './history.ts'
import { openDockerImages } from './images.ts'
import { readTini } from './outcome.ts'
import { reclaim } from './reclaim.ts'
import { runContainer } from './run.ts'
import { findStore } from './store.ts'
import { checkUsers } from './users.ts'
import { cleanDockerWords } from './words.ts'

const ANSWER_TIMEOUT = 20_000

/**
 * Docker through its command line, found in PATH. Throws an ExpectedError of kind `engine` that says what is missing when it
 * does not answer.
 */
export async function openDocker(command = 'docker'): Promise<Engine> {
  const title = `Docker ${await readDockerVersion(command)}`.trim()
  let found: Promise<string | undefined> | undefined
  const store = () => {
    found ??= findStore(command)
    return found
  }
  return {
    title,
    platform: 'docker',
    ...openDockerImages(command, store),
    ...openDockerLauncher(command, title, store),
    close: async () => {},
  }
}

const openDockerLauncher = (command: string, title: string, store: Launcher['store']): Launcher => ({
  showsGpus: () => gpuDevices().length > 0,
  offeredGpus: (image, label) => offeredGpus(command, image, label),
  checkGpus: (image, gpus, label) => checkGpus(dockerStarter(command), image, gpus, label),
  async checkFiles(image, shared, label) {
    await checkUsers(command, title)
    if (!mayDiffer() && (await store()) !== undefined) return
    await checkShared(command, title, image, label, shared)
  },
  unkept: async () => [],
  store,
  run: (run, options) => runContainer(command, DOCKER, run, options),
  reclaim: (folder, images, label) => reclaim(folder, images, label, dockerStarter(command)),
  removeAll: (label, looks = 1) => removeContainers(label, looks, command),
})

/** How Docker itself speaks. */
export const DOCKER: Dialect = {
  gpuArguments: dockerGpuArguments,
  readHistory,
  readInit: readTini,
  userArguments: [],
  hasInit: true,
  writeEntrypoint: (word) => word,
  walls: async () => dockerWalls(),
  // cgroup v2 then v1, each with the systemd and the cgroupfs driver.
  groups: (id) => [
    `system.slice/docker-${id}.scope`,
    `docker/${id}`,
    `memory/system.slice/docker-${id}.scope`,
    `memory/docker/${id}`,
  ],
}

/** The version of the daemon and what it is made of; a client that is Podman itself knows no such parts. */
const QUESTION = '{{.Server.Version}} {{range .Server.Components}}{{.Name}};{{end}}'

async function readDockerVersion(command: string): Promise<string> {
  const { code, stdout, stderr } = await runProcess(command, ['version', '--format', QUESTION], {
    timeout: ANSWER_TIMEOUT,
  })
  const [version = '', ...parts] = stdout.trim().split(' ')
  if (code === 0 && /podman/i.test(parts.join(' '))) throw podmanBehind()
  if (code === 0) return version.replace(/\+.*$/, '')
  throw code === null
    ? new ExpectedError('engine', `Docker does not answer within ${ANSWER_TIMEOUT / 1000} s`, {
        code: 'engine-silent',
        hint: 'Restart the Docker daemon of this machine.',
      })
    : noDocker(command, stderr)
}

/** The walls of Docker are none for Podman's containers and builds, which this client would ask its service for. */
const podmanBehind = () =>
  new ExpectedError('engine', 'what answers to Docker here is Podman', {
    hint: 'Set `run.runtime: podman`, or let DOCKER_HOST or the context of Docker lead to a Docker daemon.',
  })

function noDocker(command: string, stderr: string): ExpectedError {
  if (stderr.includes('ENOENT')) {
    return new ExpectedError(
      'engine',
      `there is no container engine: the command \`${command}\` was not found`,
      { hint: 'Use a runner with Docker, such as ubuntu-latest, or install Docker on this one.' },
    )
  }
  const hint = /permission denied/i.test(stderr)
    ? "Let this runner's user reach Docker: add it to the group `docker` and restart the runner."
    : 'Start the Docker daemon of this machine, or use a runner with Docker, such as ubuntu-latest.'
  return new ExpectedError('engine', `Docker does not answer: ${cleanDockerWords(stderr)}`, {
    code: 'engine-silent',
    hint,
  })
}
