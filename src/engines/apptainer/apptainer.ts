import { gpuDevices } from '../../files/gpu-devices.ts'
import type { Engine, Launcher } from '../engine.ts'
import { removeNoted } from '../process/notes.ts'
import { findProgram } from '../process/program.ts'
import type { Surroundings } from './arguments.ts'
import { checkApptainerGpus, listDeviceGpus } from './gpus.ts'
import { openApptainerImages } from './images.ts'
import { filterTrouble, limitTrouble, listUnkept, tellUnfiltered } from './limits.ts'
import { runApptainer } from './run.ts'
import { openSifCache } from './sif-cache.ts'
import { readProgram } from './version.ts'

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
  const { title, flavour } = await readProgram(command)
  const trouble = limitTrouble(command)
  const unfiltered = filterTrouble(command)
  for (const trial of [trouble, unfiltered]) trial.catch(() => {}) // awaited by whoever needs it
  const surroundings = async (): Promise<Surroundings> => ({
    flavour,
    uid: process.getuid?.() ?? 0,
    hasLimits: (await trouble) === undefined,
    hasFilter: (await unfiltered) === undefined,
    hasGpuTool: findProgram('nvidia-container-cli') !== undefined,
  })
  return {
    title,
    platform: 'singularity',
    ...openApptainerImages(command, openSifCache(images, keptImages)),
    ...openApptainerLauncher(command, images, surroundings),
    unkept: async (wanted) => [...listUnkept(await trouble, wanted), ...tellUnfiltered(await unfiltered)],
    close: async () => {
      await Promise.allSettled([trouble, unfiltered])
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
  reclaim: async () => true,
  removeAll: (label, looks = 1) => removeNoted(label, looks),
})
