import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openApptainer } from '../../src/engines/apptainer/apptainer.ts'
import { apptainerGroups, useApptainer } from '../../stand-ins/apptainer.ts'
import { busyboxImage } from '../../stand-ins/images.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { hostilePromisesOf } from '../support/hostile-promises.ts'

const reason = useApptainer()
const images = await tempFolder('medperf-sif-')
afterAll(() => images[Symbol.asyncDispose]())
const { signal } = new AbortController()

describe('Apptainer', () => {
  hostilePromisesOf({
    ...(reason === undefined ? {} : { reason }),
    column: 'apptainer',
    open: () => openApptainer('apptainer', { images: images.path }),
    async busybox(engine) {
      return (await engine.image(await busyboxImage(), { signal, warn: () => {} })).runBy
    },
  })

  describe('afterwards', () => {
    beforeEach((context) => {
      if (reason !== undefined) context.skip(reason)
    })
    test('no control group is left', async () => {
      // One that another container is just being put into is no longer empty at the next look.
      await vi.waitFor(() => expect(apptainerGroups()).toEqual([]), { timeout: 30_000 })
    })
  })
})
