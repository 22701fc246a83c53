import { StepFailure } from '../../facts/failure.ts'
import { plainLine } from '../../words/text.ts'
import type { Engine } from '../engine.ts'
import { runProcess } from '../process.ts'
import { findProgram } from '../program.ts'
import type { RoomOptions } from '../room.ts'
import type { Surroundings } from './arguments.ts'

const ANSWER_TIMEOUT = 20_000

export interface ApptainerOptions {
  /** Where images are converted, in a folder of the run. */
  readonly images: string
  /** Where converted images are kept for later runs; without it they go with this one. */
  readonly keptImages?: string
}

/**
 * Apptainer or Singularity through the command of that name, found in PATH. Throws a StepFailure of kind `engine` that says
 * what is missing when it does not answer.
 */
export async function openApptainer(
  command: 'apptainer' | 'singularity',
  { images, keptImages }: ApptainerOptions,
): Promise<Engine> {
  const { title, flavour } = await readVersion(command)
  const [{ limitTrouble, unkeptBy }, { runApptainer }, { openSifCache }] = await Promise.all([
    import('./limits.ts'),
    import('./run.ts'),
    import('./sif-cache.ts'),
  ])
  const cache = openSifCache(images, keptImages)
  const roomFor = async (options: Pick<RoomOptions, 'signal' | 'say'>) =>
    (await import('../room.ts')).openRoom({
      ...options,
      store: async () => images,
      layers: async () => new Set(),
    })
  const trouble = limitTrouble(command)
  trouble.catch(() => {}) // awaited by whoever needs it
  const surroundings = async (): Promise<Surroundings> => ({
    ...{ flavour, uid: process.getuid?.() ?? 0 },
    hasLimits: (await trouble) === undefined,
    hasGpuTool: findProgram('nvidia-container-cli') !== undefined,
  })
  return {
    title,
    platform: 'singularity',
    unkept: async (wanted) => unkeptBy(await trouble, wanted),
    // Its containers are processes of ours.
    checkFiles: async () => {},
    store: async () => images,
    async checkRoom(coming, options) {
      const [{ expectConversion }, room] = await Promise.all([import('./images.ts'), roomFor(options)])
      const expected = coming.map((one) =>
        'reference' in one ? expectConversion(cache, one.reference) : undefined,
      )
      await room.pull((await Promise.all(expected)).flatMap((pull) => pull ?? []))
      const builds = coming.filter((one) => 'context' in one)
      if (builds.length > 0) await (await import('./build.ts')).checkBuilder(builds, options)
    },
    async image(reference, options) {
      return (await import('./images.ts')).convertImage(command, cache, reference, options)
    },
    async load(file, options) {
      const [{ loadFile }, room] = await Promise.all([import('./images.ts'), roomFor(options)])
      return loadFile(command, cache, file, { ...options, room })
    },
    build: async (context, tag, options) =>
      (await import('./build.ts')).buildElsewhere(command, cache, context, tag, options),
    offeredGpus: async () => (await import('./gpus.ts')).deviceGpus(),
    checkGpus: async (image, gpus) =>
      (await import('./gpus.ts')).checkApptainerGpus(command, await surroundings(), image, gpus),
    run: async (run, options) => runApptainer(command, await surroundings(), run, options),
    removeAll: async (label, looks = 1) => (await import('./cleanup.ts')).removeNoted(label, looks),
    // A container writes as whoever started it.
    reclaim: async () => {},
    close: async () => {
      await trouble.catch(() => {})
    },
  }
}

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
    ? new StepFailure(
        'engine',
        `Apptainer is not here: the command \`${command}\` was not found`,
        'Install Apptainer on this runner, or set `run.runtime` to an engine that it has.',
      )
    : new StepFailure(
        'engine',
        `Apptainer does not work: ${plainLine(stderr.trim().split('\n').at(-1) ?? '', 500) || 'it does not answer'}`,
        `Run \`${command} --version\` on this runner; it says what is wrong.`,
      )
}

const NAMES: Readonly<Record<string, string>> = {
  apptainer: 'Apptainer',
  singularity: 'Singularity',
  'singularity-ce': 'SingularityCE',
}
