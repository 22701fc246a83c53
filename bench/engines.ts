import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readBenchmark } from '../src/benchmark/read.ts'
import type { ContainerRun } from '../src/containers/run.ts'
import { apptainerArguments } from '../src/engines/apptainer/arguments.ts'
import { type Opened, openEngine } from '../src/engines/open.ts'
import type { EngineCommand } from '../src/facts/engine-command.ts'
import { createLog } from '../src/job/log.ts'
import { runSteps } from '../src/steps/run-steps.ts'
import { ROOT } from '../stand-ins/action-file.ts'
import { useApptainer } from '../stand-ins/apptainer.ts'
import { podmanImages, usePodman } from '../stand-ins/podman.ts'
import { type Measured, measure } from './lib/measure.ts'
import { compare, type Variant } from './lib/rounds.ts'

/*
 * Each step of the example benchmark on each engine, against the bare command of that engine as MedPerf's client gives it.
 * Usage: node bench/engines.ts [ROUNDS [ENGINE...]]; the images must be there (script/example-images).
 */

const TARGET = 1.05
const rounds = Number(process.argv[2] ?? 9)
const wanted = process.argv.slice(3)
const engines = (['docker', 'podman', 'apptainer'] as const).filter(
  (name) => wanted.length === 0 || wanted.includes(name),
)
const { signal } = new AbortController()
const missing = engines.includes('apptainer') ? useApptainer() : undefined
const folder = mkdtempSync(join(tmpdir(), 'bench-engines-'))

/** Runs the example once and gives the containers that it ran, to be run again and again. */
async function containersOf(engine: Opened): Promise<readonly ContainerRun[]> {
  const config = 'examples/breast-cancer-wdbc/benchmark.yaml'
  const { benchmark } = await readBenchmark({ repository: ROOT, config })
  if (benchmark === undefined) throw new Error('the example cannot be read')
  const runs: ContainerRun[] = []
  const { steps } = await runSteps({
    benchmark,
    signal,
    label: 'bench',
    sequential: true,
    hasToolCache: false,
    engine: {
      ...engine,
      run(run, options) {
        runs.push(run)
        return engine.run(run, options)
      },
    },
    folders: { work: join(folder, engine.command, 'work'), report: join(folder, engine.command, 'report') },
    reach: 'public',
    limits: { maxFiles: 1_000, maxSize: 1e9, maxRatio: 1_000 },
    log: createLog(() => {}),
  })
  const failed = steps.find(({ status }) => status !== 'passed')
  if (failed !== undefined) throw new Error(`${failed.name}: ${failed.failure?.message ?? failed.status}`)
  return runs
}

const isApptainer = (command: EngineCommand): command is 'apptainer' | 'singularity' =>
  command === 'apptainer' || command === 'singularity'

/** The command as MedPerf's client gives it (docs/medperf.md 14.1, 14.3). */
function bare(command: EngineCommand, run: ContainerRun): readonly string[] {
  if (isApptainer(command))
    return apptainerArguments(run, { hasLimits: false, hasGpuTool: true, uid: 1, flavour: command })
  return [
    ...['run', '--rm', '-u', `${run.user.uid}:${run.user.gid}`],
    ...run.binds.flatMap(({ source, target, mode }) => ['--volume', `${source}:${target}:${mode}`]),
    ...['--network', 'none', run.image, ...run.command],
  ]
}

/** Apptainer makes and removes a control group for the limit of processes: what that alone takes is told apart. */
const limited = (command: EngineCommand, run: ContainerRun): Variant[] =>
  isApptainer(command)
    ? [
        {
          name: 'limited',
          run: () => measure({ file: command, arguments: withLimit(bare(command, run)) }),
        },
      ]
    : []

const withLimit = ([action = '', ...rest]: readonly string[]) => [action, '--pids-limit', '4096', ...rest]

async function ours(engine: Opened, run: ContainerRun): Promise<Measured> {
  const start = performance.now()
  const name = `bench-${randomBytes(8).toString('hex')}`
  const outcome = await engine.run({ ...run, name }, { signal, scratch: folder, onOutput: () => {} })
  if (outcome.kind !== 'exited' || outcome.exitCode !== 0) throw new Error(JSON.stringify(outcome))
  return { seconds: (performance.now() - start) / 1000, peakMemory: 0, stdout: '' }
}

try {
  for (const runtime of engines) {
    if (runtime === 'apptainer' && missing !== undefined) {
      console.log(missing)
      continue
    }
    usePodman()
    const images = ['prep', 'model', 'metrics'].map(
      (part) => `ghcr.io/medperf/breast-cancer-wdbc-${part}:1.0.0`,
    )
    if (runtime === 'podman') await podmanImages(...images)
    const needs = {
      types: ['DockerImage'],
      builds: false,
      checkout: ROOT,
      images: join(folder, 'sif'),
    } as const
    const engine = await openEngine(runtime, needs)
    console.log(`${engine.title}, ${rounds} rounds`)
    for (const run of await containersOf(engine)) {
      const [command, action, withLimits] = await compare(
        [
          {
            name: 'command',
            run: () => measure({ file: engine.command, arguments: bare(engine.command, run) }),
          },
          { name: 'engine', run: () => ours(engine, run) },
          ...limited(engine.command, run),
        ],
        rounds,
      )
      if (command === undefined || action === undefined) throw new Error('nothing was measured')
      const [task = ''] = /(?<=^medperf-).*(?=-)/.exec(run.name) ?? []
      const ratio = action.seconds / command.seconds
      console.log(
        `  ${task.padEnd(12)} ${action.seconds.toFixed(3)} s against ${command.seconds.toFixed(3)} s: ${ratio.toFixed(2)}${ratio > TARGET ? ` (target ${TARGET})` : ''}` +
          (withLimits === undefined
            ? ''
            : `, ${(action.seconds / withLimits.seconds).toFixed(2)} of it with a limit of processes`),
      )
    }
    await engine.close()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
