import type { Build } from '../../facts/build.ts'
import { ExpectedError } from '../../facts/error.ts'
import type { Coming, ImageKeeper } from '../engine.ts'
import type { OnOutput } from '../process/process.ts'
import type { Pull } from '../pull-size.ts'
import { checkTogether, openRoom, type RoomOptions } from '../room.ts'
import { buildImage } from './images/build.ts'
import { listBases, readDockerfile } from './images/dockerfile.ts'
import { loadImage } from './images/load.ts'
import { removeNames } from './images/own.ts'
import { expectPull, pullImage } from './images/pull.ts'
import { pushImage } from './images/push.ts'
import { inspectImage, readLocalLayers } from './inspect.ts'

/** How a client with Docker's commands differs from Docker where it has images. */
export interface ImageDialect {
  readonly pullImage: typeof pullImage
  readonly expectPull: typeof expectPull
  readonly loadImage: typeof loadImage
  /**
   * Looks at a context, whose bases are here as far as they can be had; throws where it must not be built. Gives the Dockerfile that is
   * built in place of the context's.
   */
  readonly checkBuild?: (build: Build) => Promise<string | undefined>
}

/** Having images with a client that has Docker's commands; `store` finds the folder where it keeps them. */
export function openDockerImages(
  command: string,
  store: RoomOptions['store'],
  dialect: ImageDialect = { pullImage, expectPull, loadImage },
): ImageKeeper {
  const openFor = (options: Pick<RoomOptions, 'signal' | 'say'>) =>
    openRoom({ ...options, store, layers: () => readLocalLayers(command) })
  return {
    async checkRoom(coming, options) {
      const pulls = await listPulls(command, coming, dialect.expectPull)
      await checkTogether(openFor(options), coming, pulls)
    },
    image: (reference, options) => dialect.pullImage(command, reference, options),
    async load(archive, options) {
      await openFor(options).load(archive)
      return dialect.loadImage(command, archive, options)
    },
    async build(build, as, options) {
      await refreshBases(command, build, { ...options, pullImage: dialect.pullImage })
      const dockerfile = await dialect.checkBuild?.(build)
      return buildImage(command, build, as, { ...options, dockerfile })
    },
    push: ({ runBy }, reference, options) => pushImage(command, runBy, reference, options),
    removeImages: (names) => removeNames(names, command),
  }
}

/**
 * What Docker or Podman will pull for what is coming: images by reference, as `expect` says, and the bases of builds, which
 * they pull only where they have none of that name.
 */
async function listPulls(
  command: string,
  coming: readonly Coming[],
  expect: (command: string, reference: string) => Promise<Pull | undefined>,
): Promise<readonly Pull[]> {
  const found = await Promise.all(
    coming.map(async (one) => {
      if ('reference' in one) return [await expect(command, one.reference)]
      return Promise.all(listBuildBases(one).map((base) => basePull(command, base)))
    }),
  )
  return found.flat().flatMap((pull) => pull ?? [])
}

const listBuildBases = (build: Build) => listBases(readDockerfile(build), build.args)

async function basePull(command: string, reference: string): Promise<Pull | undefined> {
  return (await inspectImage(command, reference)) === undefined ? { reference } : undefined
}

interface Refreshing {
  readonly signal: AbortSignal
  readonly onOutput: OnOutput
  readonly pullImage: typeof pullImage
}

/**
 * Gets anew what a build begins with, as its registry has it now: a builder takes whatever this machine calls so. One that only
 * this machine has stays, and what cannot be had is left to the builder; a line of the build's output says so.
 */
async function refreshBases(
  command: string,
  build: Build,
  { signal, onOutput, pullImage: pull }: Refreshing,
): Promise<void> {
  const say = async (line: string) => onOutput(Buffer.from(`${line}\n`))
  for (const base of listBuildBases(build)) {
    try {
      await pull(command, base, { signal, delays: [], warn: (line) => void say(line) })
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      await say(`The base of the build is left to the builder: ${error.message}.`)
    }
  }
}
