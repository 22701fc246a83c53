import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT, readActionFile } from '../stand-ins/action-file.ts'
import { measure } from './lib/measure.ts'
import { compare, type Summary } from './lib/rounds.ts'

/*
 * The whole check of the example benchmark against the same five `docker run` in a shell script, and the time to the first
 * line against an empty Node. Usage: node bench/check.ts [ROUNDS]; the images must be there (script/example-images).
 */

const rounds = Number(process.argv[2] ?? 7)
const example = join(ROOT, 'examples', 'breast-cancer-wdbc')
const main = join(ROOT, readActionFile().runs.main)
const fresh = () => mkdtempSync(join(tmpdir(), 'bench-check-'))

async function action() {
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
        ...{ ACTION: main, GITHUB_WORKSPACE: example, RUNNER_TEMP: temp, RUNNER_OS: 'Linux' },
        ...{ GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_OUTPUT: output, GITHUB_STATE: output },
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

const checks = await compare(
  [
    { name: 'five docker run', run: fiveRuns },
    { name: 'the action', run: action },
  ],
  rounds,
)
const [bare, whole] = [of(checks, 'five docker run'), of(checks, 'the action')]
console.log(
  `the whole check, ${rounds} rounds: ${whole.seconds.toFixed(2)} s against ${bare.seconds.toFixed(2)} s`,
)
console.log(
  `  ratio ${(whole.seconds / bare.seconds).toFixed(2)}; less 0.5 s ${((whole.seconds - 0.5) / bare.seconds).toFixed(2)} (target 1.10)`,
)
console.log(`  peak memory ${Math.round(whole.peakMemory / 1024 ** 2)} MB`)

const empty = fresh()
const starts = await compare(
  [
    { name: 'empty', run: () => firstLine(['-e', 'console.log(0)']) },
    // A workspace without benchmark.yaml: nothing can follow the first line.
    {
      name: 'first line',
      run: () => firstLine([main], { GITHUB_WORKSPACE: empty, RUNNER_TEMP: empty, GITHUB_EVENT_NAME: '' }),
    },
  ],
  Math.max(rounds, 11),
)
rmSync(empty, { recursive: true, force: true })
const ratio = of(starts, 'first line').seconds / of(starts, 'empty').seconds
console.log(`start to first line: ${ratio.toFixed(2)} times an empty Node (target below 4)`)
