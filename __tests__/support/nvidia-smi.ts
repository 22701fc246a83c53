import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'
import { tempFolder } from '../../stand-ins/workspace.ts'

/** Puts a folder first on PATH until it is disposed of. */
export function onPath(folder: string): Disposable {
  const before = process.env['PATH'] ?? ''
  process.env['PATH'] = `${folder}:${before}`
  return {
    [Symbol.dispose]() {
      process.env['PATH'] = before
    },
  }
}

export interface FakeNvidiaSmi extends AsyncDisposable {
  readonly folder: string
  /** The questions so far, in order. */
  asked(): readonly string[]
  /** Waits until it was asked so many times in all: it may have been asked before anybody waits. */
  untilAsked(times: number): Promise<void>
}

/** A program `nvidia-smi` first on PATH: a shell script with a case for each of its questions. */
export async function fakeNvidiaSmi(
  answers: Readonly<Partial<Record<'list' | 'processes' | 'gpus', string>>>,
): Promise<FakeNvidiaSmi> {
  const folder = await tempFolder('medperf-smi-')
  const { list = 'exit 9', processes = 'exit 9', gpus = 'exit 9' } = answers
  const lines = [
    '#!/bin/sh',
    `echo "$*" >>${folder.path}/asked`,
    'case "$*" in',
    `  -L) ${list} ;;`,
    `  "--query-compute-apps=pid,used_memory --format=csv,noheader,nounits") ${processes} ;;`,
    `  "--query-gpu=memory.used "*"--format=csv,noheader,nounits") ${gpus} ;;`,
    '  *) exit 2 ;;',
    'esac',
    '',
  ]
  writeFileSync(join(folder.path, 'nvidia-smi'), lines.join('\n'), { mode: 0o755 })
  const path = onPath(folder.path)
  const asked = () => {
    const file = join(folder.path, 'asked')
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : []
  }
  return {
    folder: folder.path,
    asked,
    async untilAsked(times) {
      const enough = () => {
        const count = asked().length
        if (count < times) throw new Error(`nvidia-smi was asked ${count} times, not ${times}`)
      }
      await vi.waitFor(enough, { timeout: 50_000, interval: 20 })
    },
    async [Symbol.asyncDispose]() {
      path[Symbol.dispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}
