import { findTask } from '../benchmark/topology/task.ts'
import { showGpus } from '../containers/gpus.ts'
import type { Image } from '../engines/engine.ts'
import { ExpectedError } from '../facts/error.ts'
import type { Gpus } from '../facts/gpu.ts'
import { listRoles, type Role } from '../facts/role.ts'
import { findRole, type Task } from '../facts/task.ts'
import { TASKS_OF } from '../facts/topology.ts'
import { describeAskedGpus, describeOfferedGpus } from '../report/gpu-words.ts'
import type { Report } from '../report/report.ts'
import type { Context } from './context.ts'
import type { Recording } from './recording.ts'
import { chooseGpus, findLimits } from './tasks/task-run.ts'

/** GPUs that a task asks for. */
interface Wish {
  readonly task: Task
  readonly gpus: Gpus
  readonly image: Image
}

/** What the engine offers, and what the tasks ask for. */
export interface GpuOffer {
  readonly wishes: readonly Wish[]
  /** The offer in words; empty where nobody asks and the engine shows no GPU. */
  readonly words: string
  readonly facts?: NonNullable<Report['gpus']>
}

/** Says before the first task runs which GPUs the engine offers and which the tasks ask for. */
export async function offerGpus(
  { benchmark, engine, label }: Context,
  findImage: (role: Role) => Image | undefined,
  recording: Pick<Recording, 'say'>,
): Promise<GpuOffer> {
  const { topology, components } = benchmark
  const wishes = TASKS_OF[topology].flatMap((task): readonly Wish[] => {
    const [image, spec] = [findImage(findRole(components, task)), findTask(benchmark, task)]
    if (image === undefined || spec === undefined) return []
    const gpus = chooseGpus(spec, findLimits(benchmark, task))
    return gpus.kind === 'none' ? [] : [{ task, gpus, image }]
  })
  const asked = wishes.map(({ task, gpus }) => ({ task, gpus: showGpus(gpus) }))
  const images = listRoles(components).flatMap((role) => findImage(role) ?? [])
  const [image] = wishes.length === 0 ? images : wishes.map((one) => one.image)
  if (image === undefined || (wishes.length === 0 && !engine.showsGpus())) {
    recording.say(`GPUs: ${describeAskedGpus(asked)}`)
    return { wishes, words: '' }
  }
  const offered = await engine.offeredGpus(image, label)
  const words = describeOfferedGpus(engine.title, offered)
  recording.say(`GPUs: ${words} ${describeAskedGpus(asked)}`)
  return { wishes, words, facts: { offered: offered.slice(0, 64), asked } }
}

/** Throws an ExpectedError that names the task where one of them cannot have its GPUs. */
export async function expectGpus({ engine, label }: Context, { wishes, words }: GpuOffer): Promise<void> {
  const done = new Set<string>()
  for (const { task, gpus, image } of wishes) {
    const question = `${image.configDigest} ${showGpus(gpus)}`
    if (done.has(question)) continue
    done.add(question)
    await engine.checkGpus(image, gpus, label).catch((error: unknown) => {
      throw named(task, words, error)
    })
  }
}

function named(task: string, offer: string, error: unknown): unknown {
  if (!(error instanceof ExpectedError)) return error
  const { kind, message, hint = '' } = error
  return new ExpectedError(kind, `${task}: ${message}`, { hint: `${offer} ${hint}`.trim(), cause: error })
}
