import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { listProxySecrets } from '../../net/proxies.ts'
import { createTail } from '../../words/lines.ts'
import { createHider } from '../../words/secrets.ts'
import { childEnvironment } from './environment.ts'

/** How a process ended, with the ends of what it wrote; `code` is null when a signal ended it. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** Takes a chunk of output; while the promise it may give is pending nothing more is read, so the writer waits. */
export type OnOutput = (chunk: Buffer) => void | Promise<void>

export interface ProcessOptions {
  /** Ends the process group with SIGTERM, and with SIGKILL 2 s later. */
  readonly signal?: AbortSignal
  /** Ends the process like `signal`, after so many milliseconds. */
  readonly timeout?: number
  /** Gets every chunk of both streams. */
  readonly onOutput?: OnOutput
  /** Set over what it inherits of our environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The folder that it runs in; ours unless said otherwise. */
  readonly cwd?: string
  /** What it reads; what this throws ends the process, and is thrown once that has ended. */
  readonly input?: AsyncIterable<Uint8Array>
  /** Bytes that are kept of the end of each stream; 256 KiB unless said otherwise. */
  readonly kept?: number
  /** Told the process's ID as soon as it has one. */
  readonly onStart?: (pid: number) => void
}

const KEPT = 256 * 1024
const GRACE = 2_000

/**
 * Runs a program of PATH without a shell and waits for it. One that cannot start has the code 127; only what `onOutput`
 * or `input` throws is thrown, once the program has ended. It inherits what `childEnvironment` says. It is detached, because a
 * signal for our process group must not take the engine's client before we told the engine to stop.
 */
export function runProcess(
  command: string,
  args: readonly string[],
  { signal, timeout, onOutput, env, cwd, input, kept = KEPT, onStart }: ProcessOptions = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      detached: true,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      cwd,
      env: childEnvironment(env),
    }) as ChildProcessByStdio<Writable | null, Readable, Readable>
    if (child.pid !== undefined) onStart?.(child.pid)
    const timers: NodeJS.Timeout[] = []
    let take = onOutput
    let broken: { readonly error: unknown } | undefined
    const end = () => {
      signalGroup(child.pid, 'SIGTERM')
      timers.push(setTimeout(signalGroup, GRACE, child.pid, 'SIGKILL'))
    }
    const fail = (error: unknown) => {
      take = undefined
      broken ??= { error }
      end()
    }
    const secrets = listProxySecrets(process.env)
    // What nobody is shown is data.
    const out = read(child.stdout, { kept, secrets: onOutput ? secrets : [] }, (chunk) => take?.(chunk), fail)
    const err = read(child.stderr, { kept, secrets }, (chunk) => take?.(chunk), fail)
    if (input !== undefined && child.stdin !== null) void feed(child.stdin, input, fail)
    const finish = async (code: number | null, by: NodeJS.Signals | null, reason = '') => {
      await Promise.all([out.taken(), err.taken()])
      for (const timer of timers) clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      if (broken === undefined) resolve({ code, signal: by, stdout: out.text(), stderr: err.text() + reason })
      else reject(broken.error)
    }
    if (timeout !== undefined) timers.push(setTimeout(end, timeout))
    if (signal?.aborted) end()
    signal?.addEventListener('abort', end, { once: true })
    child.on('error', (error) => void finish(127, null, error.message))
    child.on('close', (code, by) => void finish(code, by))
  })
}

/** How much is kept of a stream, and what of it nobody sees. */
interface Reading {
  readonly kept: number
  readonly secrets: readonly string[]
}

/**
 * Hands on every chunk of a stream, without the logins of proxies, and keeps its end; a chunk that is being worked on holds the
 * stream back.
 */
function read(stream: Readable, { kept, secrets }: Reading, take: OnOutput, fail: (error: unknown) => void) {
  const tail = createTail(kept)
  const hider = createHider(secrets)
  let last: Promise<void> | undefined
  const hold = (taken: Promise<void>) => {
    stream.pause()
    const held = taken.catch(fail).finally(() => {
      if (last !== held) return
      last = undefined
      stream.resume()
    })
    last = held
  }
  const hand = (chunk: Buffer) => {
    if (chunk.length === 0) return
    tail.add(chunk)
    // Node lets a paused stream go on when the process ends.
    if (last !== undefined) return hold(last.then(() => take(chunk)))
    try {
      const taken = take(chunk)
      if (taken !== undefined) hold(taken)
    } catch (error) {
      fail(error)
    }
  }
  stream.on('data', (chunk: Buffer) => hand(hider.add(chunk)))
  stream.on('end', () => hand(hider.end()))
  return { text: tail.text, taken: () => last }
}

/** Writes to a process for as long as it reads; one that does not want to know more says by its end what that means. */
async function feed(
  stdin: Writable,
  input: AsyncIterable<Uint8Array>,
  fail: (error: unknown) => void,
): Promise<void> {
  const coming = input[Symbol.asyncIterator]()
  async function* watched(): AsyncGenerator<Uint8Array> {
    try {
      // Not what is thrown in from outside, where the process closed its input.
      for (let next = await take(); !next.done; next = await take()) yield next.value
    } finally {
      await coming.return?.()
    }
  }
  const take = () =>
    coming.next().catch((error: unknown) => {
      // Before its input ends, which must not look like the whole of it.
      fail(error)
      throw error
    })
  // It may also break when all is written and nobody listens any more.
  stdin.on('error', () => {})
  await pipeline(Readable.from(watched()), stdin).catch(() => {})
}

/** The group, because a client may have started a helper that holds its pipes open. */
function signalGroup(pid: number | undefined, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, name)
  } catch {
    // It has ended by itself.
  }
}
