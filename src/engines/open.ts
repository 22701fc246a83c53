import { readFileSync, realpathSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Runtime } from '../benchmark/benchmark.ts'
import type { EngineCommand } from '../facts/engine-command.ts'
import { ExpectedError } from '../facts/error.ts'
import { candidatesFor, type Needs } from './choose.ts'
import type { Engine } from './engine.ts'
import { findProgram } from './process/program.ts'
import { expectOwnSettings } from './settings.ts'

export interface OpenOptions extends Needs {
  /** Absolute path of the checkout, in which no settings of an engine may lie. */
  readonly checkout: string
  /** Where images that Apptainer needs are converted, in a folder of the run. */
  readonly images: string
  /** Where they are kept for later runs, if they are. */
  readonly keptImages?: string
}

/** An engine, and how it came to be this one. */
export interface Opened extends Engine {
  /** By which `openCleaner` finds it again. */
  readonly command: EngineCommand
  /** One sentence for the log. */
  readonly chosen: string
  /** Which of those that are here too and would have been taken first do not answer, and why, each as a part of a sentence. */
  readonly passedOver: readonly string[]
}

/**
 * The engine that runs a benchmark's containers: the one that `run.runtime` asks for, or the first that is here, answers
 * and can run them. An ExpectedError of kind `engine` when this machine has none.
 */
export async function openEngine(runtime: Runtime, options: OpenOptions): Promise<Opened> {
  expectOwnSettings(options.checkout)
  const candidates = candidatesFor(runtime, options)
  if ('message' in candidates)
    throw new ExpectedError('engine', candidates.message, { hint: candidates.hint })
  const { commands, because } = candidates
  const installed = commands.filter((command) => findProgram(command) !== undefined)
  const failures: ExpectedError[] = []
  for (const found of installed) {
    const command = found === 'docker' && isPodman() ? 'podman' : found
    try {
      const engine = await open(command, options)
      const passed = failures.map(({ message }) => ` ${sentence(message)}`).join('')
      const disguise = command === found ? '' : ' The command `docker` here is Podman.'
      return {
        ...engine,
        command,
        chosen: `${engine.title} runs the containers, ${because}.${passed}${disguise}`,
        passedOver: failures.filter(({ code }) => code === 'engine-silent').map(({ message }) => message),
      }
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      failures.push(error)
    }
  }
  throw failures[0] ?? nothingHere(runtime, commands)
}

const sentence = (text: string) =>
  `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`

function nothingHere(runtime: Runtime, commands: readonly EngineCommand[]): ExpectedError {
  const names = commands.map((command) => `\`${command}\``)
  const list =
    names.length === 1
      ? `the command ${names[0]} was not found`
      : `none of the commands ${names.join(', ')} was found`
  const isForSif = commands[0] !== 'docker' && commands[0] !== 'podman'
  return new ExpectedError(
    'engine',
    runtime === 'auto' && !isForSif
      ? `there is no container engine: ${list}`
      : `the container engine that is needed is not here: ${list}`,
    {
      hint: isForSif
        ? 'Install Apptainer on this runner, for example with eWaterCycle/setup-apptainer before this step.'
        : 'Use a runner with Docker, such as ubuntu-latest, or install Docker on this one.',
    },
  )
}

async function open(command: EngineCommand, options: OpenOptions): Promise<Engine> {
  if (command === 'docker') return (await import('./docker/docker.ts')).openDocker()
  if (command === 'podman') return (await import('./podman/podman.ts')).openPodman()
  return (await import('./apptainer/apptainer.ts')).openApptainer(command, options)
}

/** What cleans up after an engine without asking whether it works. Its functions never throw. */
export type Cleaner = Pick<Engine, 'removeAll' | 'reclaim' | 'removeImages'>

/** What was being made when a run was killed can appear after the first look. */
const LOOKS = 3

/** Cleans up after the engine of this name, for a run that was killed. */
export function openCleaner(command: EngineCommand): Cleaner {
  if (command === 'apptainer' || command === 'singularity') {
    return {
      removeAll: async (label, looks = 1) => (await import('./process/notes.ts')).removeNoted(label, looks),
      reclaim: async () => true,
      // It has others build.
      async removeImages(names) {
        const { removeNames } = await import('./docker/images/own.ts')
        const builders = ['docker', 'podman'].filter((builder) => findProgram(builder) !== undefined)
        await Promise.all(builders.map((builder) => removeNames(names, builder, LOOKS)))
      },
    }
  }
  return {
    removeAll: async (label, looks = 1) =>
      (await import('./docker/cleanup.ts')).removeContainers(label, looks, command),
    async reclaim(folder, images, label) {
      if (command === 'docker') return (await import('./docker/reclaim.ts')).reclaim(folder, images, label)
      const { podmanStarter, reclaimPodman } = await import('./podman/podman.ts')
      return reclaimPodman(podmanStarter(), process.getuid?.() ?? 0, folder, images, label)
    },
    removeImages: async (names) =>
      (await import('./docker/images/own.ts')).removeNames(names, command, LOOKS),
  }
}

/** Whether `docker` is what the package podman-docker puts there: a link or a few lines of shell. */
function isPodman(): boolean {
  const path = realpathSync(findProgram('docker') ?? '/')
  if (basename(path) === 'podman') return true
  return statSync(path).size < 4_096 && /\bexec\s+\S*podman\b/.test(readFileSync(path, 'utf8'))
}
