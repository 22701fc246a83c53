import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openApptainer } from '../../../src/engines/apptainer/apptainer.ts'
import { noteFolder } from '../../../src/engines/process/notes.ts'
import { isAlive } from '../../../src/engines/usage/processes.ts'
import { apptainerGroups, useApptainer } from '../../../stand-ins/apptainer.ts'
import { busyboxImage } from '../../../stand-ins/images.ts'
import { tempFolder } from '../../../stand-ins/workspace.ts'
import { promisesOf } from '../../support/engine-promises.ts'

const reason = useApptainer()
const images = await tempFolder('medperf-sif-')
afterAll(() => images[Symbol.asyncDispose]())
const { signal } = new AbortController()

/** The containers that are noted as running under a name. */
function left(name: string): string {
  const files = globSync(join(dirname(noteFolder('')), 'medperf-processes-*', `${name}.json`))
  return files.some((file) => isAlive(JSON.parse(readFileSync(file, 'utf8')))) ? name : ''
}

describe('Apptainer', () => {
  promisesOf({
    ...(reason === undefined ? {} : { reason }),
    open: () => openApptainer('apptainer', { images: images.path }),
    async busybox(engine) {
      const image = await engine.image(await busyboxImage(), { signal, warn: () => {} })
      return image.runBy
    },
    left,
    limits: true,
    notFound: /^"no-such-program": executable file not found in \$PATH$/,
    notExecutable: /^is a directory$/,
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
