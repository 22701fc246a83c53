import { parentPort, workerData } from 'node:worker_threads'
import { ExpectedError, toFailure } from '../facts/error.ts'
import { createInlet } from './inlet.ts'
import { PassedLimit } from './limits.ts'
import { type UnpackJob, unpackArchive } from './unpack.ts'
import type { FromThread, ToThread } from './unpack-thread.ts'

/* The entry of the unpacking thread: messages in, messages out. */

const port = parentPort
if (port === null) throw new Error('this file is the entry of a thread, not of a process')

const post = (message: FromThread, transfer: readonly ArrayBuffer[] = []) =>
  port.postMessage(message, transfer)
const inlet = createInlet((buffer) => post({ kind: 'free', buffer }, [buffer]))

port.on('message', (message: ToThread) => {
  if (message.kind === 'slab') inlet.push(message)
  else inlet.end()
})

try {
  post({ kind: 'done', contents: await unpackArchive(workerData as UnpackJob, inlet) })
} catch (error) {
  if (error instanceof ExpectedError)
    post({ kind: 'failed', failure: toFailure(error), passedLimit: error instanceof PassedLimit })
  else post({ kind: 'crashed', error })
} finally {
  port.close()
}
