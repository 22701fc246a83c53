import { rmSync } from 'node:fs'
import { findProcess, isAlive, type Process } from '../usage/processes.ts'
import { type Carrier, end, findChildren, openNote, writeNote } from './notes.ts'
import { type Ended, type ProcessOptions, runProcess } from './process.ts'

/** Its own name and the label of the run, by which what outlives us is found. */
export interface Noted {
  readonly name: string
  readonly label: string
}

export interface NotedOptions extends Omit<ProcessOptions, 'timeout'> {
  /** Whether what it starts may live longer than it does, and is noted too. */
  readonly leavesChildren?: boolean
}

/** So long a child may live unnoted, and so much is left between two looks that output brings about. */
const BETWEEN_LOOKS = 50
const BETWEEN_CHUNKS = 5

/**
 * Runs a program of whose containers only its process is known, and has that noted meanwhile. When the signal aborts, all of it
 * is ended, and `runNoted` comes back when it has gone; what it leaves when it ends by itself is ended too.
 */
export async function runNoted(
  command: string,
  args: readonly string[],
  noted: Noted,
  { signal, leavesChildren = false, onStart, onOutput, ...options }: NotedOptions,
): Promise<Ended> {
  const abandoned = new AbortController()
  let kept: KeptNote | undefined
  let ending: Promise<void> | undefined
  const stop = () => {
    ending ??= endKept(kept).then((isGone) => {
      if (!isGone) abandoned.abort()
    })
  }
  const client = runProcess(command, args, {
    ...options,
    signal: abandoned.signal,
    onOutput(chunk) {
      // Whoever writes has begun: it is noted before somebody can see what it wrote.
      kept?.lookAgain()
      return onOutput?.(chunk)
    },
    onStart(pid) {
      kept = keepNote(noted, pid, leavesChildren)
      onStart?.(pid)
    },
  })
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    return await client
  } finally {
    signal?.removeEventListener('abort', stop)
    await ending
    if (leavesChildren) await endKept(kept)
    kept?.forget()
  }
}

const endKept = async (kept: KeptNote | undefined): Promise<boolean> => kept === undefined || end(kept.look())

interface KeptNote {
  /** What is known of it now, dead or alive. */
  readonly look: () => Carrier
  /** The same, unless that was a moment ago. */
  readonly lookAgain: () => void
  /** Takes the note away. */
  readonly forget: () => void
}

/** Notes a process that was just started, and again whenever it has other children; undefined where it has ended already. */
function keepNote({ name, label }: Noted, pid: number, leavesChildren: boolean): KeptNote | undefined {
  const found = findProcess(pid)
  if (found === undefined) return undefined
  const file = openNote(label, name)
  let carrier: Carrier = { ...found, children: [] }
  const write = () => {
    if (file !== undefined) writeNote(file, carrier)
  }
  let lookedAt = 0
  const look = () => {
    lookedAt = performance.now()
    const found = findChildren(carrier.pid)
    const before = carrier.children
    // A child whose parent has ended is nobody's any more, and while others end the kernel may leave one out.
    const here = new Set(found.map(({ pid }) => pid))
    const lost = before.filter((child) => !here.has(child.pid) && isAlive(child))
    const children = [...lost, ...found]
    if (isSame(children, before)) return carrier
    carrier = { ...carrier, children }
    write()
    return carrier
  }
  write()
  const timer = leavesChildren ? setInterval(look, BETWEEN_LOOKS) : undefined
  return {
    look,
    lookAgain() {
      if (timer !== undefined && performance.now() - lookedAt > BETWEEN_CHUNKS) look()
    },
    forget() {
      clearInterval(timer)
      if (file !== undefined) rmSync(file, { force: true })
    },
  }
}

const isSame = (one: readonly Process[], other: readonly Process[]): boolean =>
  one.map(({ pid }) => pid).join() === other.map(({ pid }) => pid).join()
