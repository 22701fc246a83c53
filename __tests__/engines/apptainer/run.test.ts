import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openApptainer } from '../../../src/engines/apptainer/apptainer.ts'
import { noteFolder } from '../../../src/engines/process/notes.ts'
import { isAlive } from '../../../src/engines/usage/processes.ts'
import { known } from '../../../src/facts/known.ts'
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

  describe('a layer of memory', () => {
    beforeEach((context) => {
      if (reason !== undefined) context.skip(reason)
    })

    // Who runs in it may not own its folders; the file system is one to write to all the same.
    test.each([
      [true, false],
      [undefined, true],
    ])('asked for: %j; the image is read-only: %j', async (asks, isReadOnly) => {
      const engine = await openApptainer('apptainer', { images: images.path })
      const image = await engine.image(await busyboxImage(), { signal, warn: () => {} })
      const said: string[] = []
      await using scratch = await tempFolder('medperf-layer-')
      const outcome = await engine.run(
        known({
          name: `medperf-layer-${isReadOnly}`,
          label: 'org.medperf.test=layer',
          user: { uid: process.getuid?.() || 65534, gid: process.getgid?.() || 65534 },
          binds: [],
          gpus: { kind: 'none' as const },
          hasScratchRoot: asks,
          environment: [],
          image: image.runBy,
          command: ['sh', '-c', 'mkdir /made 2>&1 || true'],
          limits: {},
        }),
        { signal, scratch: scratch.path, onOutput: (chunk) => void said.push(String(chunk)) },
      )
      expect([outcome.kind, said.join('').includes('Read-only file system')]).toEqual(['exited', isReadOnly])
    })
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
