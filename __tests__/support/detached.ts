import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ContainerRun } from '../../src/containers/run.ts'
import { apptainerArguments } from '../../src/engines/apptainer/arguments.ts'
import { apptainerEnvironment } from '../../src/engines/apptainer/environment.ts'
import type { Launcher, Outcome, RunOptions } from '../../src/engines/engine.ts'

/** A launcher that sends containers away, and the scripts that it sent. */
export interface Detached {
  readonly launcher: Launcher
  readonly scripts: () => readonly string[]
}

const SURROUNDINGS = {
  hasLimits: false,
  uid: process.getuid?.() ?? 0,
  hasGpuTool: false,
  flavour: 'apptainer',
} as const

/**
 * Runs containers as a cluster's queue does: each becomes a script that somebody else starts, of which we know nothing but
 * the files that it writes. There is no process to watch, no figure, no disk of the engine's, and nobody to give files back.
 */
export function openDetached(): Detached {
  const scripts: string[] = []
  return {
    scripts: () => scripts,
    launcher: {
      showsGpus: () => false,
      offeredGpus: async () => [],
      checkGpus: async () => {},
      checkFiles: async () => {},
      unkept: async () => [],
      store: async () => undefined,
      reclaim: async () => true,
      removeAll: async () => ({ removed: 0 }),
      run(run, options) {
        const folder = join(options.scratch, `${run.name}.job`)
        mkdirSync(folder)
        const script = scriptOf(run, folder)
        scripts.push(script)
        submit(script, folder)
        return follow(folder, options)
      },
    },
  }
}

const quote = (word: string) => `'${word.replaceAll("'", String.raw`'\''`)}'`

function scriptOf(run: ContainerRun, folder: string): string {
  const variables = Object.entries(apptainerEnvironment(run, SURROUNDINGS))
  const words = ['apptainer', ...apptainerArguments(run, SURROUNDINGS)]
  return [
    '#!/bin/sh',
    `cd ${quote(folder)}`,
    'echo $$ >pid',
    ...variables.map(([key, value]) => `export ${key}=${quote(value)}`),
    `${words.map(quote).join(' ')} >output 2>&1`,
    'echo $? >part && mv part code',
    '',
  ].join('\n')
}

/** Hands a script over; whoever starts it is not our child any more. */
function submit(script: string, folder: string): void {
  const file = join(folder, 'script')
  writeFileSync(file, script, { mode: 0o755 })
  const { PATH = '', HOME = '' } = process.env
  spawn('setsid', ['--fork', file], { stdio: 'ignore', env: { PATH, HOME } }).unref()
}

/** Reads what a script wrote since the last look, until its exit code is there. */
async function follow(folder: string, { onOutput, signal }: RunOptions): Promise<Outcome> {
  const [output, code, pid] = ['output', 'code', 'pid'].map((name) => join(folder, name))
  let seen = 0
  const look = async () => {
    if (output === undefined || !existsSync(output) || statSync(output).size === seen) return
    await using file = await open(output)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(statSync(output).size - seen), {
      position: seen,
    })
    seen += bytesRead
    await onOutput(buffer.subarray(0, bytesRead))
  }
  for (;;) {
    const isOver = existsSync(code ?? '')
    await look()
    if (isOver) {
      const exitCode = Number(readFileSync(code ?? '', 'utf8'))
      return { kind: 'exited', exitCode, outOfMemory: false, error: '' }
    }
    if (signal.aborted && existsSync(pid ?? '')) {
      endGroup(Number(readFileSync(pid ?? '', 'utf8')))
      return { kind: 'stopped' }
    }
    await sleep(50)
  }
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
