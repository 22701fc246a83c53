import { showGpus } from '../../containers/gpus.ts'
import { ExpectedError } from '../../facts/error.ts'
import type { Gpu, Gpus } from '../../facts/gpu.ts'
import type { Image } from '../engine.ts'
import { runProcess } from '../process.ts'
import { listGpus } from '../usage/nvidia-smi.ts'
import { dockerGpuArguments } from './arguments.ts'
import { cleanDockerWords } from './words.ts'

const NO_PROGRAM = '/medperf-gpu-check'
/** No machine has more; a daemon that gives away what it has not must not be asked for ever. */
const MOST = 16

type ToArguments = (gpus: Gpus) => readonly string[]

/** Throws an ExpectedError of kind `gpu`, with the engine's words, where it cannot give these GPUs. */
export async function checkGpus(
  command: string,
  image: Image,
  gpus: Gpus,
  label: string,
  toArguments: ToArguments = dockerGpuArguments,
): Promise<void> {
  const refusal = await askRefusal(command, image, gpus, label, toArguments)
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
    (await askRefusal(command, image, gpus, label, dockerGpuArguments)) === undefined
  if (!(await gives({ kind: 'all' }))) return []
  const listed = await listGpus()
  if (listed.length > 0 && (await gives({ kind: 'count', count: listed.length }))) return listed
  let count = 0
  while (count < MOST && (await gives({ kind: 'count', count: count + 1 }))) count++
  return Array.from({ length: count }, (_, index) => ({ id: String(index) }))
}

/**
 * Asks an engine for GPUs with a program that does not exist: it looks for the devices before it looks for the program, so
 * nothing of the image runs and the error tells which of the two was missing.
 */
async function askRefusal(
  command: string,
  image: Image,
  gpus: Gpus,
  label: string,
  toArguments: ToArguments,
): Promise<string | undefined> {
  if (gpus.kind === 'none') return undefined
  const { stderr } = await runProcess(
    command,
    [
      ...['run', '--rm', '--label', label, '--network', 'none', '--cap-drop', 'ALL'],
      ...['--pull', 'never', '--log-driver', 'none'],
      ...toArguments(gpus),
      ...['--entrypoint', NO_PROGRAM, image.runBy],
    ],
    { timeout: 60_000 },
  )
  return stderr.includes(NO_PROGRAM) ? undefined : cleanDockerWords(stderr)
}
