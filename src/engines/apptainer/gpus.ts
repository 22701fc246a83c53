import { showGpus } from '../../containers/gpus.ts'
import { ExpectedError } from '../../facts/error.ts'
import type { Gpu, Gpus } from '../../facts/gpu.ts'
import { gpuDevices } from '../../files/gpu-devices.ts'
import type { Image } from '../engine.ts'
import { inventName } from '../helper.ts'
import { listGpus } from '../usage/nvidia-smi.ts'
import type { Surroundings } from './arguments.ts'
import { runApptainerHelper } from './helper.ts'
import { fatalWords } from './outcome.ts'

const ANSWER_TIMEOUT = 60_000
const HINT = "Use a runner with GPUs and NVIDIA's driver, or set `run.gpus: none` where the CPU will do."

/**
 * Asks Apptainer for the GPUs with a program that does not exist, because its name was invented just now. Without GPUs it
 * only warns, and a count it does not know (docs/medperf.md 14.3).
 */
export async function checkApptainerGpus(
  command: string,
  surroundings: Surroundings,
  { image, gpus, label }: { readonly image: Image; readonly gpus: Gpus; readonly label: string },
): Promise<void> {
  if (gpus.kind === 'none') return
  if (gpus.kind === 'count') {
    throw new ExpectedError(
      'gpu',
      `asks for ${gpus.count} GPUs by number, which Apptainer cannot give: MedPerf refuses it too`,
      { hint: 'Write `all`, or name the GPUs as `device=0,1`.' },
    )
  }
  const program = `/${inventName('nothing')}`
  const helper = { label, image, gpus, program }
  const { code, stderr } = await runApptainerHelper(command, surroundings, helper, ANSWER_TIMEOUT)
  const offered = await listDeviceGpus()
  const trouble =
    (code === null ? `no answer within ${ANSWER_TIMEOUT / 1000} s` : troubleIn(stderr, program)) ??
    (offered.length === 0 ? 'there is no /dev/nvidia0' : undefined) ??
    (gpus.kind === 'devices' && !surroundings.hasGpuTool ? unknownDevice(gpus.devices, offered) : undefined)
  if (trouble === undefined) return
  throw new ExpectedError(
    'gpu',
    `asks for GPUs (${showGpus(gpus)}) that this machine cannot give: ${trouble}`,
    { hint: HINT },
  )
}

function troubleIn(stderr: string, program: string): string | undefined {
  const missing = /^WARNING: +(Could not find any nv .+)$/im.exec(stderr)?.[1]
  if (missing !== undefined) return missing
  return stderr.includes(program) ? undefined : fatalWords(stderr) || 'Apptainer gave no reason'
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
