import { showGpus } from '../../containers/gpus.ts'
import { ExpectedError } from '../../facts/error.ts'
import type { Gpu, Gpus } from '../../facts/gpu.ts'
import type { Image } from '../engine.ts'
import { inventName } from '../helper.ts'
import { listGpus } from '../usage/nvidia-smi.ts'
import { dockerGpuArguments } from './arguments.ts'
import { dockerStarter, runHelper, type Starter } from './helper.ts'
import { cleanDockerWords } from './words.ts'

const ANSWER_TIMEOUT = 60_000
/** No machine has more; a daemon that gives away what it has not must not be asked for ever. */
const MOST = 16

type ToArguments = (gpus: Gpus) => readonly string[]

/** Throws an ExpectedError of kind `gpu`, with the engine's words, where it cannot give these GPUs. */
export async function checkGpus(
  starter: Starter,
  image: Image,
  gpus: Gpus,
  label: string,
  toArguments: ToArguments = dockerGpuArguments,
): Promise<void> {
  const refusal = await askRefusal(starter, image, gpus, label, toArguments)
  if (refusal === undefined) return
  throw new ExpectedError(
    'gpu',
    `asks for GPUs (${showGpus(gpus)}) that this machine cannot give: ${refusal}`,
    {
      hint: "Use a runner with GPUs and NVIDIA's container toolkit, or set `run.gpus: none` where the CPU will do.",
    },
  )
}

/**
 * The GPUs that Docker gives to containers. The driver of this machine names them; Docker has the last word, because it may
 * run elsewhere or lack NVIDIA's toolkit: where it does not give as many, they are counted by asking for one more each time.
 */
export async function offeredGpus(command: string, image: Image, label: string): Promise<readonly Gpu[]> {
  const gives = async (gpus: Gpus) =>
    (await askRefusal(dockerStarter(command), image, gpus, label, dockerGpuArguments)) === undefined
  if (!(await gives({ kind: 'all' }))) return []
  const listed = await listGpus()
  if (listed.length > 0 && (await gives({ kind: 'count', count: listed.length }))) return listed
  let count = 0
  while (count < MOST && (await gives({ kind: 'count', count: count + 1 }))) count++
  return Array.from({ length: count }, (_, index) => ({ id: String(index) }))
}

/**
 * Asks an engine for GPUs with a program that does not exist, because its name was invented just now: it looks for the devices
 * before it looks for the program, so nothing of the image runs and the error tells which of the two was missing.
 */
async function askRefusal(
  starter: Starter,
  image: Image,
  gpus: Gpus,
  label: string,
  toArguments: ToArguments,
): Promise<string | undefined> {
  if (gpus.kind === 'none') return undefined
  const program = `/${inventName('nothing')}`
  const helper = { label, image: image.runBy, command: [program], options: toArguments(gpus) } as const
  const { code, stderr } = await runHelper(starter, helper, ANSWER_TIMEOUT)
  if (code === null) return `no answer within ${ANSWER_TIMEOUT / 1000} s`
  return stderr.includes(program) ? undefined : cleanDockerWords(stderr)
}
