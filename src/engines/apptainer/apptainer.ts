import { ExpectedError } from '../../facts/error.ts'
import { gpuDevices } from '../../files/gpu-devices.ts'
import { plainLine } from '../../words/text.ts'
import type { Engine, Launcher } from '../engine.ts'
import { removeNoted } from '../notes.ts'
import { runProcess } from '../process.ts'
import { findProgram } from '../program.ts'
import type { Surroundings } from './arguments.ts'
import { checkApptainerGpus, listDeviceGpus } from './gpus.ts'
import { openApptainerImages } from './images.ts'
import { limitTrouble, listUnkept } from './limits.ts'
import { runApptainer } from './run.ts'
import { openSifCache } from './sif-cache.ts'

const ANSWER_TIMEOUT = 20_000

export interface ApptainerOptions {
  /** Where images are converted, in a folder of the run. */
  readonly images: string
  /** Where converted images are kept for later runs; without it they go with this one. */
  readonly keptImages?: string
}

/**
 * Apptainer or Singularity through the command of that name, found in PATH. Throws an ExpectedError of kind `engine` that says
 * what is missing when it does not answer.
 */
export async function openApptainer(
  command: 'apptainer' | 'singularity',
  { images, keptImages }: ApptainerOptions,
): Promise<Engine> {
  const { title, flavour } = await readVersion(command)
  const trouble = limitTrouble(command)
  trouble.catch(() => {}) // awaited by whoever needs it
  const surroundings = async (): Promise<Surroundings> => ({
    flavour,
    uid: process.getuid?.() ?? 0,
    hasLimits: (await trouble) === undefined,
    hasGpuTool: findProgram('nvidia-container-cli') !== undefined,
  })
  return {
    title,
    platform: 'singularity',
    ...openApptainerImages(command, openSifCache(images, keptImages)),
    ...openApptainerLauncher(command, images, surroundings),
    unkept: async (wanted) => listUnkept(await trouble, wanted),
    close: async () => {
      await trouble.catch(() => {})
    },
  }
}

const openApptainerLauncher = (
  command: string,
  images: string,
  surroundings: () => Promise<Surroundings>,
): Omit<Launcher, 'unkept'> => ({
  showsGpus: () => gpuDevices().length > 0,
  offeredGpus: async () => listDeviceGpus(),
  checkGpus: async (image, gpus, label) =>
    checkApptainerGpus(command, await surroundings(), { image, gpus, label }),
  // Its containers are processes of ours.
  checkFiles: async () => {},
  store: async () => images,
  run: async (run, options) => runApptainer(command, await surroundings(), run, options),
  // A container writes as whoever started it.
  reclaim: async () => {},
  removeAll: (label, looks = 1) => removeNoted(label, looks),
})

/** `apptainer version 1.4.5`, `singularity-ce version 4.1.2`, `singularity version 3.8.7`; either may be behind either name. */
async function readVersion(
  command: string,
): Promise<{ readonly title: string; readonly flavour: Surroundings['flavour'] }> {
  const { code, stdout, stderr } = await runProcess(command, ['--version'], { timeout: ANSWER_TIMEOUT })
  const [, name = '', version = ''] = /^(apptainer|singularity(?:-ce)?) version (\S+)/.exec(stdout) ?? []
  if (code === 0 && name !== '') {
    return {
      title: `${NAMES[name] ?? name} ${plainLine(version, 50).replace(/[-+].*$/, '')}`,
      flavour: name === 'apptainer' ? 'apptainer' : 'singularity',
    }
  }
  throw stderr.includes('ENOENT')
    ? new ExpectedError('engine', `Apptainer is not here: the command \`${command}\` was not found`, {
        hint: 'Install Apptainer on this runner, or set `run.runtime` to an engine that it has.',
      })
    : new ExpectedError(
        'engine',
        `Apptainer does not work: ${plainLine(stderr.trim().split('\n').at(-1) ?? '', 500) || 'it does not answer'}`,
        { hint: `Run \`${command} --version\` on this runner; it says what is wrong.` },
      )
}

const NAMES: Readonly<Record<string, string>> = {
  apptainer: 'Apptainer',
  singularity: 'Singularity',
  'singularity-ce': 'SingularityCE',
}
