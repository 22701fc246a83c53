import { showGpus } from '../containers/gpus.ts'
import { StepFailure } from '../facts/failure.ts'
import { ALL_TASKS, ROLE_OF } from '../facts/task.ts'
import { gpuDevices } from '../files/gpu-devices.ts'
import { askedWords, offeredWords } from '../report/gpu-words.ts'
import type { Report } from '../report/report.ts'
import type { Context } from './context.ts'
import type { Recording } from './recording.ts'
import type { Ready } from './task.ts'
import { gpusOf, limitsFor } from './task-run.ts'

type GpuFacts = NonNullable<Report['gpus']>

/** Told what the engine offers and the tasks ask for, before it is known whether all of it can be had. */
export interface GpuWitness {
  found(gpus: GpuFacts): void
}

/**
 * Says before the first task runs which GPUs the engine offers and which the tasks ask for; a StepFailure that names the
 * task where one of them cannot be had. The witness hears nothing where nobody asks and this machine shows no GPU.
 */
export async function preflightGpus(
  { benchmark, engine, label }: Context,
  images: Ready['images'],
  recording: Pick<Recording, 'say'>,
  witness: GpuWitness,
): Promise<void> {
  const wanted = ALL_TASKS.flatMap((task) => {
    const role = ROLE_OF[task]
    const [image, spec] = [images[role], benchmark.components[role].spec.tasks[task]]
    if (image === undefined || spec === undefined) return []
    const gpus = gpusOf(spec, limitsFor(benchmark, task))
    return gpus.kind === 'none' ? [] : [{ task, gpus, image }]
  })
  const asked = wanted.map(({ task, gpus }) => ({ task, gpus: showGpus(gpus) }))
  const [image] = wanted.length === 0 ? Object.values(images) : wanted.map((one) => one.image)
  if (image === undefined || (wanted.length === 0 && gpuDevices().length === 0)) {
    recording.say(`GPUs: ${askedWords(asked)}`)
    return
  }
  const offered = await engine.offeredGpus(image, label)
  const offer = offeredWords(engine.title, offered)
  recording.say(`GPUs: ${offer} ${askedWords(asked)}`)
  witness.found({ offered: offered.slice(0, 64), asked })
  const done = new Set<string>()
  for (const { task, gpus, image } of wanted) {
    const question = `${image.reference} ${showGpus(gpus)}`
    if (done.has(question)) continue
    done.add(question)
    await engine.checkGpus(image, gpus, label).catch((error: unknown) => {
      throw named(task, offer, error)
    })
  }
}

function named(task: string, offer: string, error: unknown): unknown {
  if (!(error instanceof StepFailure)) return error
  const { kind, message, hint = '' } = error.failure
  return new StepFailure(kind, `${task}: ${message}`, `${offer} ${hint}`.trim(), { cause: error })
}
