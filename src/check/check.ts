import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Benchmark } from '../benchmark/benchmark.ts'
import type { Lookups } from '../benchmark/component/registration.ts'
import { readBenchmark } from '../benchmark/read.ts'
import { findTask } from '../benchmark/topology/task.ts'
import type { Engine, Image, PushTested } from '../engines/engine.ts'
import { type Opened, type OpenOptions, openEngine } from '../engines/open.ts'
import { ExpectedError, toFailure } from '../facts/error.ts'
import type { ToldFailure } from '../facts/failure.ts'
import { makeServerFailure } from '../facts/failure.ts'
import { known } from '../facts/known.ts'
import { expectPart, type Role } from '../facts/role.ts'
import { TASKS_OF } from '../facts/topology.ts'
import { removeFolder } from '../files/remove-folder.ts'
import type { ContainersLeft } from '../job/desk.ts'
import type { Job, Machine } from '../job/job.ts'
import type { ServerRules } from '../medperf/rules.ts'
import type { RunEvidence } from '../report/build.ts'
import { endSentence } from '../report/format.ts'
import { collectEvidence } from '../steps/evidence.ts'
import { listOwnNames } from '../steps/images/get.ts'
import { runSteps } from '../steps/run-steps.ts'
import { adaptToPlatform } from '../steps/tasks/mlcube-platform.ts'
import { chooseLimits, findLimits } from '../steps/tasks/task-run.ts'
import { findOverlap } from './apart.ts'
import { hashCheckout } from './checkout.ts'
import { describeHost } from './host.ts'
import { judgeImages, lookAtImage, type PublicImage } from './image-problems.ts'
import { applyOverrides } from './overrides.ts'

/** One run's surroundings. */
export interface CheckOptions
  extends Pick<Job, 'repository' | 'config' | 'machine' | 'reach' | 'test' | 'folders' | 'log' | 'signal'> {
  /** Whether what passes is registered by this run. */
  readonly registers: boolean
  /** What is known of the components that benchmark.yaml names by `uid`. */
  readonly lookups: Lookups
  /** Of the server, where it was asked. */
  readonly rules: ServerRules | undefined
  /** Told what may be left, before the first image or container is made, and with each image that came. */
  readonly remember: (left: ContainersLeft) => void
  /** Takes what is to be done when what was built here is no longer needed. */
  readonly atEnd: (work: () => Promise<void>) => void
}

/** What a check found out; the parts that do not come from it (times, commit, base) are added by the caller. */
export type Findings = Pick<
  RunEvidence,
  | 'config'
  | 'benchmark'
  | 'name'
  | 'problems'
  | 'steps'
  | 'containers'
  | 'sources'
  | 'demoDataset'
  | 'gpus'
  | 'results'
  | 'statistics'
  | 'fatal'
  | 'notices'
  | 'host'
> & { readonly push?: PushTested }

/**
 * Reads benchmark.yaml and runs the benchmark's containers on its demo dataset. Everything that goes wrong is in the
 * findings; only the abort of `signal` is thrown.
 */
export async function check(options: CheckOptions): Promise<Findings> {
  const { repository, config, machine, reach, test, log, signal, lookups, rules, remember, atEnd } = options
  const { registers } = options
  const read = readBenchmark({ repository, config, lookups, reach, registers })
  const found: Findings = known({
    config,
    name: read.name,
    problems: read.problems,
    steps: [],
    containers: [],
    notices: [],
    host: describeHost(),
  })
  if (read.unread !== undefined) return { ...found, fatal: makeServerFailure(read.unread) }
  if (read.benchmark === undefined || read.problems.some(({ severity }) => severity === 'error')) return found
  const overlap = findOverlap(read.benchmark, options)
  if (overlap !== undefined) return { ...found, fatal: toFailure(overlap) }
  // Before anything runs that could change it.
  const checkout = await hashCheckout(read.benchmark, repository, signal)
  const { sources } = checkout
  const wanted = applyOverrides(read.benchmark, test)
  const engine = await openFor(wanted, machine, {
    checkout: repository,
    images: join(options.folders.work, 'sif'),
  })
  if ('kind' in engine) return known({ ...found, benchmark: wanted, sources, fatal: engine })
  log.say(engine.chosen)
  const passed = engine.passedOver.map((why) => notePassedOver(why, engine.title))
  const { benchmark, notices: leftOut } = adaptToPlatform(wanted, engine)
  signal.throwIfAborted()
  const label = `medperf-benchmark=${randomBytes(8).toString('hex')}`
  const images: string[] = []
  // While the containers run.
  const looks: Promise<readonly [Role, PublicImage] | undefined>[] = []
  const names = listOwnNames(benchmark, label)
  const rememberLeft = () => remember({ engine: engine.command, label, images: [...images], names })
  rememberLeft()
  atEnd(() => engine.removeImages(names))
  const { folders } = options
  const { limits, sequential, decryptionKey } = test
  const context = known({
    benchmark,
    engine,
    folders,
    repository,
    label,
    limits,
    reach,
    sequential,
    log,
    signal,
    imageCame(image: Image, role: Role) {
      images.push(image.runBy)
      looks.push(
        lookAtImage(expectPart(benchmark.components, role), image, signal).then(
          (found) => [role, found],
          () => undefined,
        ),
      )
      rememberLeft()
    },
    hashes: checkout.hashes,
    passedOver: engine.passedOver,
    hasToolCache: machine.toolCache !== undefined,
    decryptionKey,
  })
  try {
    const unkept = [...passed, ...checkout.notices, ...leftOut, ...(await unkeptLimits(benchmark, engine))]
    for (const notice of unkept) log.say(notice)
    const outcome = await runSteps(context)
    const evidence = collectEvidence(benchmark, outcome)
    const notices = [...unkept, ...evidence.notices]
    const seen = Object.fromEntries((await Promise.all(looks)).flatMap((look) => (look ? [look] : [])))
    const problems = [...found.problems, ...judgeImages(benchmark, seen, { repository, rules })]
    const push = pushFrom(engine, Object.values(outcome.fetched?.images ?? {}))
    return known({
      ...found,
      benchmark: wanted,
      sources,
      ...evidence,
      problems,
      notices,
      host: describeHost(engine.title),
      push,
    })
  } finally {
    await engine.close()
    // A container of a helper that did not end in its time, or of an engine that failed, may still be there.
    const { problem } = await engine.removeAll(label)
    if (problem !== undefined) log.say(`Containers of this run may be left: ${problem}`)
    const left = await removeFolder(folders.work, async (path) => {
      await engine.reclaim(path, images, label)
      await engine.removeAll(label)
    })
    if (left !== undefined) log.say(left)
  }
}

/** Said before anything is looked for in an engine that may not have it. */
const notePassedOver = (why: string, title: string) =>
  `${endSentence(`${why[0]?.toUpperCase() ?? ''}${why.slice(1)}`)} ${title} runs the containers instead, and has none of the images that lie only there.`

/** Pushes what was tested by what its engine runs it by; undefined where the engine cannot push. */
function pushFrom({ push }: Engine, images: readonly Image[]): PushTested | undefined {
  if (push === undefined) return undefined
  return async (imageId, reference, options) => {
    const image = images.find(({ configDigest }) => configDigest === imageId)
    if (image === undefined) throw new TypeError(`${imageId} is no image of this check`)
    await push(image, reference, options)
  }
}

/** Which limits of the tasks the engine cannot keep on this machine, each said once. */
async function unkeptLimits(benchmark: Benchmark, engine: Engine): Promise<readonly string[]> {
  const sentences = await Promise.all(
    TASKS_OF[benchmark.topology].map((task) => {
      const spec = findTask(benchmark, task)
      return spec === undefined ? [] : engine.unkept(chooseLimits(spec, findLimits(benchmark, task)))
    }),
  )
  return [...new Set(sentences.flat())]
}

/** The engine, or why there is none; no container can be started then, so the verdict is `error`. */
async function openFor(
  benchmark: Benchmark,
  { os, toolCache }: Machine,
  folders: Pick<OpenOptions, 'checkout' | 'images'>,
): Promise<Opened | ToldFailure> {
  if (os !== 'Linux') {
    return {
      kind: 'engine',
      message: `this is a ${os} runner, and MedPerf's containers are Linux containers`,
      hint: 'Use `runs-on: ubuntu-latest` for this job.',
    }
  }
  try {
    const components = Object.values(benchmark.components)
    const options = {
      types: components.map(({ spec }) => spec.type),
      builds: components.some(({ build }) => build !== undefined),
      ...folders,
      keptImages: toolCache && join(toolCache, 'medperf-benchmark-sif', process.arch),
    }
    return await openEngine(benchmark.runtime, known(options))
  } catch (error) {
    if (error instanceof ExpectedError) return toFailure(error)
    throw error
  }
}
