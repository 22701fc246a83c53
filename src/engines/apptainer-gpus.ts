import { readdirSync } from 'node:fs'
import type { Gpus } from '../containers/spec.ts'
import { StepFailure } from '../failure.ts'
import { apptainerEnvironment, gpuArguments, type Surroundings } from './apptainer-arguments.ts'
import { fatalWords } from './apptainer-outcome.ts'
import type { Image } from './engine.ts'
import { runProcess } from './process.ts'

const NO_PROGRAM = '/medperf-gpu-check'
const HINT = "Use a runner with GPUs and NVIDIA's driver, or set `run.gpus: none` where the CPU will do."

/**
 * Asks Apptainer for the GPUs with a program that does not exist, so nothing of the image runs. Without GPUs it only warns,
 * and a count it does not know (contract 11.2).
 */
export async function checkApptainerGpus(
  command: string,
  surroundings: Surroundings,
  image: Image,
  gpus: Gpus,
): Promise<void> {
  if (gpus.kind === 'none') return
  if (gpus.kind === 'count') {
    throw new StepFailure(
      'gpu',
      `asks for ${gpus.count} GPUs by number, which Apptainer cannot give: MedPerf refuses it too`,
      'Write `all`, or name the GPUs as `device=0,1`.',
    )
  }
  const { stderr } = await runProcess(
    command,
    ['exec', '-eC', ...gpuArguments(gpus), '--net', '--network', 'none', image.reference, NO_PROGRAM],
    { timeout: 60_000, env: apptainerEnvironment({ environment: [], gpus }, surroundings) },
  )
  const trouble = troubleIn(stderr) ?? (gpuDevices() === 0 ? 'there is no /dev/nvidia0' : undefined)
  if (trouble === undefined) return
  const asked = gpus.kind === 'all' ? 'all' : `device=${gpus.devices.join(',')}`
  throw new StepFailure('gpu', `asks for GPUs (${asked}) that this machine cannot give: ${trouble}`, HINT)
}

function troubleIn(stderr: string): string | undefined {
  const missing = /^WARNING: +(Could not find any nv .+)$/im.exec(stderr)?.[1]
  if (missing !== undefined) return missing
  return stderr.includes(NO_PROGRAM) ? undefined : fatalWords(stderr) || 'Apptainer gave no reason'
}

const gpuDevices = () => readdirSync('/dev').filter((name) => /^nvidia\d+$/.test(name)).length
