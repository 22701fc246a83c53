import type { Coming, ImageKeeper } from '../engine.ts'
import type { Pull } from '../pull-size.ts'
import { checkTogether, openRoom, type RoomOptions } from '../room.ts'
import { buildImage } from './build.ts'
import { removeImages } from './cleanup.ts'
import { listBases, readDockerfile } from './dockerfile.ts'
import { inspectImage, readLocalLayers } from './inspect.ts'
import { loadImage } from './load.ts'
import { expectPull, pullImage } from './pull.ts'
import { pushImage } from './push.ts'

/** How a client with Docker's commands differs from Docker where it has images. */
export interface ImageDialect {
  readonly pullImage: typeof pullImage
  readonly expectPull: typeof expectPull
  readonly loadImage: typeof loadImage
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
    build: (context, tag, options) => buildImage(command, context, tag, options),
    push: ({ runBy }, reference, options) => pushImage(command, runBy, reference, options),
    removeImages: (references) => removeImages(references, command),
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
      return Promise.all(listBases(readDockerfile(one.context)).map((base) => basePull(command, base)))
    }),
  )
  return found.flat().flatMap((pull) => pull ?? [])
}

async function basePull(command: string, reference: string): Promise<Pull | undefined> {
  return (await inspectImage(command, reference)) === undefined ? { reference } : undefined
}
