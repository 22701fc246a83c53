import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { ExpectedError } from '../facts/error.ts'
import type { ToldFailure } from '../facts/failure.ts'
import { PassedLimit } from './limits.ts'
import type { Slab } from './slabs.ts'
import type { Contents, UnpackJob } from './unpack.ts'
import type { Unpacker, UnpackerEvents } from './unpacker.ts'

/** From the main thread; slabs travel with their memory, and `end` follows the last. */
export type ToThread = ({ readonly kind: 'slab' } & Slab) | { readonly kind: 'end' }

export type FromThread =
  | { readonly kind: 'free'; readonly buffer: ArrayBuffer }
  | { readonly kind: 'done'; readonly contents: Contents }
  | { readonly kind: 'failed'; readonly failure: ToldFailure; readonly passedLimit: boolean }
  | { readonly kind: 'crashed'; readonly error: unknown }

/** In MB: nothing but chunks is short-lived here, and they are freed the sooner the smaller their nursery is. */
const YOUNG = { maxYoungGenerationSizeMb: 2 }

/** Unpacks in a thread of its own, so that downloading and hashing go on meanwhile. */
export function createUnpackThread(job: UnpackJob, { release, failed }: UnpackerEvents): Unpacker {
  const worker = new Worker(workerUrl(import.meta.url), {
    workerData: job,
    resourceLimits: YOUNG,
    execArgv: [], // not those of the process, which may be about its own entry
  })
  const post = (message: ToThread, transfer: readonly ArrayBuffer[] = []) =>
    worker.postMessage(message, transfer)
  const work = new Promise<Contents>((resolve, reject) => {
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'free') release(message.buffer)
      else if (message.kind === 'done') resolve(message.contents)
      else if (message.kind === 'failed') reject(asError(message))
      else reject(message.error)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`the unpacking thread ended with status ${code}`)))
  })
  work.catch(failed)
  return {
    push: (slab) => post({ kind: 'slab', ...slab }, [slab.buffer]),
    end() {
      post({ kind: 'end' })
      return work
    },
    async stop() {
      await worker.terminate()
    },
  }
}

const asError = ({
  failure: { kind, message, hint },
  passedLimit,
}: Extract<FromThread, { kind: 'failed' }>) =>
  passedLimit ? new PassedLimit(message, hint) : new ExpectedError(kind, message, { hint })

/** The thread's file: beside this one in the sources, in `dist/` when bundled, where this may be a chunk below it. */
export function workerUrl(here: string): URL {
  if (here.endsWith('.ts')) return new URL('unpack-worker.ts', here)
  const inChunks = basename(dirname(fileURLToPath(here))) === 'chunks'
  return new URL(inChunks ? '../unpack-worker.js' : 'unpack-worker.js', here)
}
