import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT, readActionFile } from '../stand-ins/action-file.ts'
import { type Measured, measure } from './lib/measure.ts'
import { compareFigures, showRatio } from './lib/ratio.ts'
import { compare, type Summary, type Variant } from './lib/rounds.ts'

/*
 * The whole check of the example benchmark against the same five `docker run` in a shell script, and the time to the first
 * line against an empty Node. With --against, both also against the `dist/` of another checkout, in the same rounds.
 * Usage: node bench/check.ts [ROUNDS] [--against DIR]; the images must be there (script/example-images).
 */

const { values, positionals } = parseArgs({
  options: { against: { type: 'string' } },
  allowPositionals: true,
})
const rounds = Number(positionals[0] ?? 7)
const other = values.against === undefined ? undefined : resolve(values.against)
const example = join(ROOT, 'examples', 'breast-cancer-wdbc')
const fresh = () => mkdtempSync(join(tmpdir(), 'bench-check-'))

/** What a runner starts of a checkout. */
const mainOf = (checkout: string) => join(checkout, readActionFile('.', checkout).runs.main)

async function action(main: string) {
  const temp = fresh()
  const output = join(temp, 'output')
  try {
    const measured = await measure({
      file: process.execPath,
      arguments: [
        '-e',
        `require('node:fs').writeFileSync(process.env.GITHUB_OUTPUT, ''); import(process.env.ACTION)`,
      ],
      env: {
        ACTION: main,
        GITHUB_WORKSPACE: example,
        RUNNER_TEMP: temp,
        RUNNER_OS: 'Linux',
        GITHUB_EVENT_NAME: 'workflow_dispatch',
        GITHUB_OUTPUT: output,
        GITHUB_STATE: output,
      },
    })
    if (!/^passed$/m.test(readFileSync(output, 'utf8'))) throw new Error('the check did not pass')
    return measured
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

async function fiveRuns() {
  const work = fresh()
  try {
    return await measure({ file: join(ROOT, 'bench', 'five-runs.sh'), arguments: [work] })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Seconds from the start of a process to its first byte, of which it is then relieved. */
async function firstLine(args: readonly string[], env: Record<string, string> = {}) {
  const start = performance.now()
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  })
  const seconds = await new Promise<number>((resolve) =>
    child.stdout.once('data', () => resolve((performance.now() - start) / 1000)),
  )
  child.kill('SIGKILL')
  return { seconds, peakMemory: 0, stdout: '' }
}

const of = (summaries: readonly Summary[], name: string) => {
  const found = summaries.find((summary) => summary.name === name)
  if (found === undefined) throw new Error(`nothing was measured of ${name}`)
  return found
}

interface Taken {
  readonly summaries: readonly Summary[]
  /** Every measurement that counts, by the name of its variant. */
  readonly all: ReadonlyMap<string, readonly Measured[]>
}

const OURS = 'this checkout'
const THEIRS = 'the other checkout'

/** Takes one way to do the work and the action of each checkout in turn. */
async function takeRounds(
  peer: Variant,
  run: (main: string) => Promise<Measured>,
  count: number,
): Promise<Taken> {
  const all = new Map<string, Measured[]>()
  const variants = [peer, { name: OURS, run: () => run(mainOf(ROOT)) }]
  if (other !== undefined) variants.push({ name: THEIRS, run: () => run(mainOf(other)) })
  const summaries = await compare(variants, count, (round, name, measured) => {
    // The first round warms up.
    if (round > 0) all.set(name, [...(all.get(name) ?? []), measured])
  })
  return { summaries, all }
}

/** One figure of this checkout beside the other's; nothing without another. */
function tellAgainst({ all }: Taken, what: string, figure: (measured: Measured) => number): void {
  const figures = (name: string) => (all.get(name) ?? []).map(figure)
  if (other === undefined) return
  console.log(`  ${what} against ${other}: ${showRatio(compareFigures(figures(OURS), figures(THEIRS)))}`)
}

const checks = await takeRounds({ name: 'five docker run', run: fiveRuns }, action, rounds)
const [bare, whole] = [of(checks.summaries, 'five docker run'), of(checks.summaries, OURS)]
console.log(
  `the whole check, ${rounds} rounds: ${whole.seconds.toFixed(2)} s against ${bare.seconds.toFixed(2)} s`,
)
console.log(
  `  ratio ${(whole.seconds / bare.seconds).toFixed(2)}; less 0.5 s ${((whole.seconds - 0.5) / bare.seconds).toFixed(2)} (target 1.10)`,
)
console.log(`  peak memory ${Math.round(whole.peakMemory / 1024 ** 2)} MB`)
tellAgainst(checks, 'time', ({ seconds }) => seconds)
tellAgainst(checks, 'peak memory', ({ peakMemory }) => peakMemory)

const empty = fresh()
// A workspace without benchmark.yaml: nothing can follow the first line.
const env = { GITHUB_WORKSPACE: empty, RUNNER_TEMP: empty, GITHUB_EVENT_NAME: '' }
const starts = await takeRounds(
  { name: 'empty', run: () => firstLine(['-e', 'console.log(0)']) },
  (main) => firstLine([main], env),
  // A start is short: many of them tell two checkouts apart.
  Math.max(rounds, other === undefined ? 11 : 41),
)
rmSync(empty, { recursive: true, force: true })
const ratio = of(starts.summaries, OURS).seconds / of(starts.summaries, 'empty').seconds
console.log(`start to first line: ${ratio.toFixed(2)} times an empty Node (target below 4)`)
tellAgainst(starts, 'time', ({ seconds }) => seconds)
