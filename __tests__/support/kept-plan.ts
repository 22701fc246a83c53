import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Plan } from '../../src/medperf/plan/schema.ts'

/** What the log of a run says of writes: those of the rehearsal, and those that the server then took, or had already. */
export function readWrites(stdout: string): { readonly rehearsed: string[]; readonly made: string[] } {
  const lines = stdout.split('\n')
  const find = (pattern: RegExp) => lines.flatMap((line) => pattern.exec(line)?.[1] ?? [])
  return {
    rehearsed: find(/\brehearsed: ((?:create|update) .*)$/),
    made: find(
      /\b((?:create|update) (?:mlcubes|models|assets|benchmarks) .*): (?:done|it is there already), uid \d+$/,
    ),
  }
}

/** A plan that a pull request showed, and of what. */
export interface ShownPlan {
  readonly plan: Plan
  readonly content: string
}

/** What tells one state of a checkout from another: names, sizes and times. */
export const describeContent = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name), { throwIfNoEntry: false }) ?? {}
      return `${name} ${size} ${mtimeMs}`
    })
    .join('\n')

interface Merge {
  readonly stdout: string
  /** Whether everything is registered now. */
  readonly isDone: boolean
  /** No other run wrote at the same time. */
  readonly isAlone: boolean
  /** Of a pull request with the same content, after which nothing was written. */
  readonly shown: ShownPlan | undefined
}

/**
 * Expects that a merge wrote what was planned, request by request: what it rehearsed itself before the first one, and what the
 * pull request showed. One that broke off wrote the beginning of it.
 */
export function expectKeptPlan({ stdout, isDone, isAlone, shown }: Merge): void {
  const { rehearsed, made: all } = readWrites(stdout)
  // What `retire` asks for comes after the registration, and has a list of its own in the plan.
  const made = all.filter((write) => rehearsed.includes(write) || !write.endsWith('(is_valid)'))
  if (!isAlone) {
    expect(rehearsed, 'what another run left to be written was planned').toEqual(expect.arrayContaining(made))
    return
  }
  const begun = (planned: readonly string[]) => (isDone ? planned : planned.slice(0, made.length))
  expect(made, 'a merge does what it rehearsed').toEqual(begun(rehearsed))
  if (shown === undefined || shown.plan.blocked || made.length === 0) return
  expect(made, 'a merge does what its pull request showed').toEqual(begun(shown.plan.rehearsed ?? []))
}
