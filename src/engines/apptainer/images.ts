import type { ImageKeeper } from '../engine.ts'
import { openRoom, type RoomOptions } from '../room.ts'
import { buildElsewhere, checkBuilder } from './build.ts'
import { convertImage, expectConversion, loadFile } from './convert.ts'
import type { SifCache } from './sif-cache.ts'

/** Having images as SIFs, in a folder of the run; there is nothing to remove, because they go with it. */
export function openApptainerImages(command: string, cache: SifCache): ImageKeeper {
  const openFor = (options: Pick<RoomOptions, 'signal' | 'say'>) =>
    openRoom({ ...options, store: async () => cache.folder, layers: async () => new Set() })
  return {
    async checkRoom(coming, options) {
      const expected = coming.map((one) =>
        'reference' in one ? expectConversion(cache, one.reference) : undefined,
      )
      await openFor(options).pull((await Promise.all(expected)).flatMap((pull) => pull ?? []))
      const builds = coming.filter((one) => 'context' in one)
      if (builds.length > 0) await checkBuilder(builds, options)
    },
    image: (reference, options) => convertImage(command, cache, reference, options),
    load: (file, options) => loadFile(command, cache, file, { ...options, room: openFor(options) }),
    build: (context, as, options) => buildElsewhere(command, cache, context, as, options),
    removeImages: async () => {},
  }
}
