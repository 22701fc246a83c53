import { setTimeout as sleep } from 'node:timers/promises'
import { cleanDockerWords } from './docker/words.ts'
import type { Ended } from './process/process.ts'

/** Milliseconds before the second and third try. */
const DELAYS = [2_000, 8_000] as const

/** A registry that is too busy or broken for the moment; all else would fail the same way again. */
const PASSING =
  /toomanyrequests|too many requests|HTTP (?:429|50\d)|internal server error|bad gateway|service unavailable|gateway time-?out|i\/o timeout|TLS handshake timeout|connection reset by peer|unexpected EOF/i

/** Tries again, later and later, while the registry says that it is busy; `warn` is told why. */
export async function withRetries(
  attempt: () => Promise<Ended>,
  {
    signal,
    warn,
    delays = DELAYS,
  }: { signal: AbortSignal; warn: (message: string) => void; delays?: readonly number[] },
): Promise<Ended> {
  let ended = await attempt()
  for (const delay of delays) {
    if (ended.code === 0 || signal.aborted || !PASSING.test(ended.stderr)) return ended
    warn(`The registry is busy (${cleanDockerWords(ended.stderr)}); trying again in ${delay / 1000} s.`)
    await sleep(delay, undefined, { signal }).catch(() => signal.throwIfAborted())
    ended = await attempt()
  }
  return ended
}
