import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../dev-server/main.ts', import.meta.url))

/** What an ended command has printed, and how it ended. */
export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A server process that is ready. */
export interface Served {
  readonly child: ChildProcess
  readonly url: string
  /** How it ends, also after a signal. */
  readonly ended: Promise<Ended>
}

function launch(args: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('data', (chunk: Buffer) => {
      texts[name] += chunk.toString('utf8')
    })
  }
  const ended = once(child, 'close').then(([status]) => ({ status: status as number | null, ...texts }))
  return { child, ended }
}

/** Runs the command to its end. */
export const run = (...args: readonly string[]): Promise<Ended> => launch(args).ended

/** Starts the command and waits for the line with its address; rejects if it ends first. */
export async function serve(...args: readonly string[]): Promise<Served> {
  const { child, ended } = launch(args)
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8')))
    ended.then(({ stderr }) => reject(new Error(stderr)), reject)
  })
  const url = /http:\/\/\S+/.exec(line)?.[0]
  if (url === undefined) throw new Error(`no address in ${line}`)
  return { child, url, ended }
}
