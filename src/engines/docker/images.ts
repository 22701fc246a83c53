import type { ImageKeeper } from '../engine.ts'
import { checkTogether, openRoom, type RoomOptions } from '../room.ts'
import { buildImage } from './build.ts'
import { removeImages } from './cleanup.ts'
import { readLocalLayers } from './inspect.ts'
import { listPulls } from './list-pulls.ts'
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
