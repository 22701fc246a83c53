import type { Outcome } from '../engine.ts'
import type { Dialect } from './dialect.ts'
import type { History } from './history.ts'
import { cleanDockerWords, initWords } from './words.ts'

/** How the client of a container ended, and what is known besides. */
export interface ExitEvidence {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stderr: string
  /** Docker wrote down the ID of a container. */
  readonly hasId: boolean
  readonly history: History | 'no engine' | undefined
}

type Judged = Exclude<Outcome, { kind: 'stopped' }>

/**
 * Tells the program's own end from Docker's: the codes 125, 126 and 127 mean Docker's failure only where the program was
 * never started, because a program may end with them too.
 */
export function judge(
  { code, signal, stderr, hasId, history }: ExitEvidence,
  readInit: Dialect['readInit'] = readTini,
): Judged {
  const words = cleanDockerWords(stderr)
  const because = stderr.trim() === '' ? '' : ` (${words})`
  if (code === null) return failed(`its client was ended by ${signal}`)
  if (history === 'no engine') return failed(`it stopped answering while the container ran${because}`)
  // A client that is not Docker's, or a daemon that keeps no events: the exit code is all there is.
  if (history === undefined || !(history.isCreated || hasId)) {
    return code === 125 ? failed(words, isMissing(words)) : exited(code)
  }
  // A daemon keeps its last 256 events, so of a long task it may know the end alone.
  const isEndOnly = !history.isCreated && history.exitCode === code
  if (!history.isCreated && !isEndOnly) return failed(`it was restarted while the container ran${because}`)
  if (!history.isStarted && !isEndOnly)
    return code === 126 || code === 127 ? exited(code, words) : failed(words)
  if (history.exitCode === undefined) return failed(`it lost sight of the container${because}`)
  const { exitCode, error } = readInit(history.exitCode, stderr)
  return { ...exited(exitCode, error), outOfMemory: history.outOfMemory }
}

/** Docker's init ends with the code that a shell would have. */
export const readTini: Dialect['readInit'] = (exitCode, stderr) => ({ exitCode, error: initWords(stderr) })

const failed = (message: string, missingImage = false): Judged => ({
  kind: 'engine-failed',
  message,
  missingImage,
})

const exited = (exitCode: number, error = '') =>
  ({ kind: 'exited', exitCode, outOfMemory: false, error }) as const

const isMissing = (words: string) => /no such image|unable to find image|image not known/i.test(words)
