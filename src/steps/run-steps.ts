import { isAsset } from '../containers/supported.ts'
import type { StepName } from '../facts/step.ts'
import type { Task } from '../facts/task.ts'
import type { Report, StepReport } from '../report/report.ts'
import type { Value } from '../yaml/value.ts'
import type { Context } from './context.ts'
import { removeDecrypted } from './decrypt.ts'
import { type Fetched, fetchAll } from './fetch.ts'
import { orderOf } from './order.ts'
import { prepare } from './prepare.ts'
import type { Recording } from './recording.ts'
import { type Ran, runStep, type Worked } from './step.ts'
import { evaluate, infer, runScript, sanityCheck, statistics } from './tasks.ts'

/** What the six steps found out; a value is absent where its step did not pass. */
export interface StepsOutcome {
  readonly steps: readonly StepReport[]
  readonly fetched?: Fetched
  /** What the engine offers and the tasks ask for, where anybody does; also where they cannot be had. */
  readonly gpus?: NonNullable<Report['gpus']>
  /** `demo_dataset_generated_uid`: the folder hash of prepared data and labels (docs/medperf.md 11.3). */
  readonly generatedUid?: string
  readonly statistics?: Value
  readonly results?: Value
}

type Running = Promise<Ran<unknown>>

/** The steps that turn prepared data into results. */
interface Scoring {
  readonly running: readonly Running[]
  readonly scored: Promise<Ran<Value>>
}

/** Runs the six steps (of an asset model five), side by side where the order allows, and always comes back with a report of each. */
export async function runSteps(context: Context): Promise<StepsOutcome> {
  const { folders, log, signal, benchmark } = context
  const step = <T>(
    name: StepName,
    needs: readonly Running[],
    after: readonly Running[],
    work: (recording: Recording) => Promise<Worked<T>>,
  ) => runStep(name, { needs, after, folder: folders.report, log, signal }, work)
  const decrypted: string[] = []
  const noteDecrypted = (reference: string) => {
    decrypted.push(reference)
    context.decrypting?.(reference)
  }
  const gpus: NonNullable<Report['gpus']>[] = []
  const order = orderOf(benchmark, context.sequential)

  const fetched = step('fetch', [], [], (recording) =>
    fetchAll(context, recording, { loading: noteDecrypted, found: (one) => void gpus.push(one) }),
  )
  const ready = async () => valueFrom(await fetched)
  const prepared = step('prepare', [fetched], [], async (recording) =>
    prepare(await ready(), context, recording),
  )
  const checked = step('sanity_check', [prepared], [], async (recording) =>
    sanityCheck(await ready(), context, recording),
  )
  const counted = step(
    'statistics',
    [prepared],
    waits(order.statistics, { sanity_check: checked }),
    async (recording) => statistics(await ready(), valueFrom(await prepared), context, recording),
  )
  const before = { sanity_check: checked, statistics: counted }
  const modelAndMetrics = (): Scoring => {
    const inferred = step('infer', [prepared], waits(order.infer, before), async (recording) =>
      infer(await ready(), context, recording),
    )
    const evaluated = step('evaluate', [inferred], waits(order.evaluate, before), async (recording) =>
      evaluate(await ready(), context, recording),
    )
    return { running: [inferred, evaluated], scored: evaluated }
  }
  const script = (): Scoring => {
    const ran = step('run_script', [prepared], waits(order.run_script, before), async (recording) =>
      runScript(await ready(), context, recording),
    )
    return { running: [ran], scored: ran }
  }
  const scoring = isAsset(benchmark.components.reference_model) ? script() : modelAndMetrics()

  const running = [fetched, prepared, checked, counted, ...scoring.running]
  // A cancelled step rejects; its neighbours' containers must be gone too before anybody cleans up.
  await Promise.allSettled(running)
  await removeDecrypted(decrypted, context)
  const ran = await Promise.all(running)
  const { value: found } = await fetched
  const { value: counts } = await counted
  const { value: results } = await scoring.scored
  return {
    steps: ran.map(({ report }) => report),
    ...(found === undefined ? {} : { fetched: found }),
    ...(gpus[0] === undefined ? {} : { gpus: gpus[0] }),
    ...(counts === undefined ? {} : { generatedUid: counts.generatedUid, statistics: counts.statistics }),
    ...(results === undefined ? {} : { results }),
  }
}

const waits = (
  tasks: readonly Task[],
  running: Readonly<Partial<Record<Task, Running>>>,
): readonly Running[] => tasks.flatMap((task) => running[task] ?? [])

/** The value of a step that is known to have one, because a step that needs it is running. */
function valueFrom<T>({ report, value }: Ran<T>): T {
  if (value === undefined) throw new TypeError(`${report.name} has no value`)
  return value
}
