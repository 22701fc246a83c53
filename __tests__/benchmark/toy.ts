import { fileURLToPath } from 'node:url'
import type { BenchmarkRead } from '../../src/benchmark/assemble.ts'
import type { Lookups } from '../../src/benchmark/component/registration.ts'
import { readBenchmark } from '../../src/benchmark/read.ts'
import type { AddressReach } from '../../src/facts/reach.ts'
import { tempWorkspace } from '../../stand-ins/workspace.ts'

/** A small benchmark made of MedPerf's example configurations. */
export const TOY = fileURLToPath(new URL('../fixtures/benchmark/toy/', import.meta.url))

export interface ToyRead extends BenchmarkRead {
  /** Problems as `severity file:line message | hint`. */
  readonly said: readonly string[]
}

export const inWords = ({ problems }: BenchmarkRead): readonly string[] =>
  problems.map(({ severity, file, line, message, hint }) => {
    const where = line === undefined ? file : `${file}:${line}`
    return `${severity} ${where} ${message}${hint === undefined ? '' : ` | ${hint}`}`
  })

/** Reads the toy benchmark, or another one, with files written over it; `null` takes one away. */
export async function readToy(
  files: Readonly<Record<string, string | Uint8Array | null>> = {},
  {
    config = 'benchmark.yaml',
    folder = TOY as string | undefined,
    prepare = async (_: string) => {},
    lookups = {} as Lookups,
    reach = 'public' as AddressReach,
    registers = false,
  } = {},
): Promise<ToyRead> {
  await using workspace = await tempWorkspace(folder, { '.git/HEAD': 'ref: refs/heads/main\n', ...files })
  await prepare(workspace.path)
  const read = readBenchmark({ repository: workspace.path, config, lookups, reach, registers })
  return { ...read, said: inWords(read) }
}
