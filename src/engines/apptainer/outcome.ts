import { cutLines, plainLine } from '../../words/text.ts'
import type { Outcome } from '../engine.ts'
import type { Ended } from '../process/process.ts'

type Judged = Exclude<Outcome, { kind: 'stopped' }>

/**
 * Tells the program's own end from Apptainer's, which ends with 255 whatever was wrong and says `FATAL:` as its last line.
 * A program that does the same is only taken for one that could not start.
 */
export function judgeApptainer({ code, signal, stderr }: Pick<Ended, 'code' | 'signal' | 'stderr'>): Judged {
  if (code === null) return crashed(signal, stderr)
  const fatal = code === 255 ? fatalWords(stderr) : ''
  const misused = cutLines(stderr)
    .map((line) => /^Error for command "(?:exec|run)": (.+)$/.exec(line)?.[1])
    .find((words) => words !== undefined)
  if (code === 1 && misused !== undefined) return failed(plainLine(misused, 1_000))
  if (fatal === '') return exited(code)
  if (/could not open image|image format not recognized/i.test(fatal)) return failed(fatal, true)
  if (/container creation failed|while |cgroup|mount|unable to/i.test(fatal)) return failed(fatal)
  if (/executable file not found|no such file or directory/i.test(fatal)) return exited(127, fatal)
  if (/is a directory|permission denied|exec format error/i.test(fatal)) return exited(126, fatal)
  return failed(fatal)
}

/** Apptainer's own program counts into the container's limit of processes: a fork bomb may leave it none. */
function crashed(signal: Ended['signal'], stderr: string): Judged {
  const outcome = failed(`its process was ended by ${signal}`)
  if (signal === 'SIGKILL' || !/pthread_create failed: Resource temporarily unavailable/.test(stderr))
    return outcome
  return {
    ...outcome,
    message: `${outcome.message}, because the container had reached its limit of processes`,
    hint: 'Start fewer processes in the container, or raise `run.pids`.',
  }
}

const FATAL = 'FATAL:'

/** What Apptainer said last, if that was the reason for its end; an image has a say in it, so it is made plain. */
export function fatalWords(stderr: string): string {
  const last = plainLine(cutLines(stderr.trimEnd()).at(-1) ?? '', Number.POSITIVE_INFINITY)
  return last.startsWith(FATAL) ? plainLine(last.slice(FATAL.length), 1_000) : ''
}

const failed = (message: string, missingImage = false): Extract<Judged, { kind: 'engine-failed' }> => ({
  kind: 'engine-failed',
  message,
  missingImage,
})

const exited = (exitCode: number, error = ''): Judged => ({
  kind: 'exited',
  exitCode,
  outOfMemory: false,
  error,
})
