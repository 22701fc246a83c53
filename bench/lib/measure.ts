import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { watchTree } from './peak-memory.ts'

export interface Command {
  readonly file: string
  readonly arguments: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface Measured {
  /** Wall clock of the whole process, its start included, in seconds. */
  readonly seconds: number
  /** Highest sum of resident memory of the process and its descendants, in bytes. */
  readonly peakMemory: number
  readonly stdout: string
}

/** Runs a command as a user would, measured from outside. Rejects where it fails: a broken variant has no speed. */
export async function measure(command: Command): Promise<Measured> {
  const start = performance.now()
  const child = spawn(command.file, command.arguments, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...command.env },
  })
  const memory = watchTree(child.pid ?? 0)
  const stdout = collect(child, 'stdout')
  const stderr = collect(child, 'stderr')
  const [code] = (await once(child, 'close')) as [number | null]
  const seconds = (performance.now() - start) / 1_000
  const peakMemory = memory.stop()
  if (code !== 0) {
    throw new Error(`${command.file} ${command.arguments.join(' ')} ended with status ${code}:\n${stderr()}`)
  }
  return { seconds, peakMemory, stdout: stdout() }
}

function collect(child: ChildProcess, name: 'stdout' | 'stderr'): () => string {
  const chunks: Buffer[] = []
  child[name]?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString()
}
