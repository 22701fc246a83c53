import { showGpus } from '../../containers/gpus.ts'
import { ExpectedError } from '../../facts/error.ts'
import type { Gpu, Gpus } from '../../facts/gpu.ts'
import { gpuDevices } from '../../files/gpu-devices.ts'
import type { Image } from '../engine.ts'
import { runProcess } from '../process.ts'
import { listGpus } from '../usage/nvidia-smi.ts'
import { apptainerEnvironment, apptainerGpuArguments, type Surroundings } from './arguments.ts'
import { fatalWords } from './outcome.ts'

const NO_PROGRAM = '/medperf-gpu-check'
const HINT = "Use a runner with GPUs and NVIDIA's driver, or set `run.gpus: none` where the CPU will do."

/**
 * Asks Apptainer for the GPUs with a program that does not exist, so nothing of the image runs. Without GPUs it only warns,
 * and a count it does not know (docs/medperf.md 14.3).
 */
export async function checkApptainerGpus(
  command: string,
  surroundings: Surroundings,
  image: Image,
  gpus: Gpus,
): Promise<void> {
  if (gpus.kind === 'none') return
  if (gpus.kind === 'count') {
    throw new ExpectedError(
      'gpu',
      `asks for ${gpus.count} GPUs by number, which Apptainer cannot give: MedPerf refuses it too`,
      { hint: 'Write `all`, or name the GPUs as `device=0,1`.' },
    )
  }
  const { hasGpuTool } = surroundings
  const { stderr } = await runProcess(
    command,
    [
      ...['exec', '-eC', ...apptainerGpuArguments(gpus, hasGpuTool)],
      ...['--net', '--network', 'none', image.runBy, NO_PROGRAM],
    ],
    { timeout: 60_000, env: apptainerEnvironment({ environment: [], gpus }, surroundings) },
  )
  const offered = await listDeviceGpus()
  const trouble =
    troubleIn(stderr) ??
    (offered.length === 0 ? 'there is no /dev/nvidia0' : undefined) ??
    (gpus.kind === 'devices' && !hasGpuTool ? unknownDevice(gpus.devices, offered) : undefined)
  if (trouble === undefined) return
  throw new ExpectedError(
    'gpu',
    `asks for GPUs (${showGpus(gpus)}) that this machine cannot give: ${trouble}`,
    { hint: HINT },
  )
}

function troubleIn(stderr: string): string | undefined {
  const missing = /^WARNING: +(Could not find any nv .+)$/im.exec(stderr)?.[1]
  if (missing !== undefined) return missing
  return stderr.includes(NO_PROGRAM) ? undefined : fatalWords(stderr) || 'Apptainer gave no reason'
}

/** A number or a UUID, which may be cut short, that no GPU here has: CUDA would hide them all without a word. */
function unknownDevice(devices: readonly string[], offered: readonly Gpu[]): string | undefined {
  const isKnown = (device: string) =>
    offered.some(({ id, uuid }) => id === device || (/^GPU-./.test(device) && uuid?.startsWith(device)))
  const unknown = devices.find((device) => !isKnown(device))
  return unknown === undefined ? undefined : `there is no GPU ${unknown}`
}

/** The GPUs that have a device file on this machine, with the driver's names: Apptainer gives what the machine has. */
export async function listDeviceGpus(): Promise<readonly Gpu[]> {
  const ids = gpuDevices()
  if (ids.length === 0) return []
  const known = await listGpus()
  return ids.map((id) => known.find((gpu) => gpu.id === id) ?? { id })
}
