import type { Gpus } from '../containers/spec.ts'
import { StepFailure } from '../failure.ts'
import { gpuArguments } from './docker-arguments.ts'
import { dockerWords } from './docker-words.ts'
import type { Image } from './engine.ts'
import { runProcess } from './process.ts'

const NO_PROGRAM = '/medperf-gpu-check'

/**
 * Asks Docker for the GPUs with a program that does not exist: it looks for the devices before it looks for the
 * program, so nothing of the image runs and the error tells which of the two was missing.
 */
export async function checkGpus(
  command: string,
  image: Image,
  gpus: Gpus,
  label: string,
  toArguments: (gpus: Gpus) => readonly string[] = gpuArguments,
): Promise<void> {
  if (gpus.kind === 'none') return
  const { stderr } = await runProcess(
    command,
    [
      'run',
      '--rm',
      ...[
        '--label',
        label,
        '--network',
        'none',
        '--cap-drop',
        'ALL',
        '--pull',
        'never',
        '--log-driver',
        'none',
      ],
      ...toArguments(gpus),
      ...['--entrypoint', NO_PROGRAM, image.reference],
    ],
    { timeout: 60_000 },
  )
  if (stderr.includes(NO_PROGRAM)) return
  throw new StepFailure(
    'gpu',
    `asks for GPUs (${wanted(gpus)}) that this machine cannot give: ${dockerWords(stderr)}`,
    "Use a runner with GPUs and NVIDIA's container toolkit, or set `run.gpus: none` where the CPU will do.",
  )
}

function wanted(gpus: Gpus): string {
  if (gpus.kind === 'devices') return `device=${gpus.devices.join(',')}`
  return gpus.kind === 'count' ? String(gpus.count) : gpus.kind
}
