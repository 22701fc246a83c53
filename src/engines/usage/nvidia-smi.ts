import type { Gpu, Gpus } from '../../facts/gpu.ts'
import { known } from '../../facts/known.ts'
import { plainLine } from '../../words/text.ts'
import { runProcess } from '../process/process.ts'

const COMMAND = 'nvidia-smi'
const MIB = 1024 ** 2
/** The first call may have to wake the driver. */
const LIST_TIMEOUT = 15_000
const QUERY_TIMEOUT = 5_000

/** The GPUs of this machine as NVIDIA's driver names them; none where there is no driver or it does not answer. */
export async function listGpus(): Promise<readonly Gpu[]> {
  const { code, stdout } = await runProcess(COMMAND, ['-L'], { timeout: LIST_TIMEOUT })
  return code === 0 ? parseList(stdout) : []
}

/** Lines such as `GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-5d5b…)`; the parts of a GPU below them are not GPUs. */
export const parseList = (text: string): readonly Gpu[] =>
  [...text.matchAll(/^GPU (\d+): (.*) \(UUID: (\S+)\)\s*$/gm)].map(([, id = '', name = '', uuid = '']) =>
    known({
      id,
      name: name === '' ? undefined : plainLine(name, 100),
      uuid: plainLine(uuid, 100),
    }),
  )

/** An answer of the driver; `gone` where there is no such program, so that nobody asks again. */
export type Measurement<T> = { readonly value: T } | 'no answer' | 'gone'

/** Bytes of GPU memory that each process holds, by its ID; what the driver does not tell is left out. */
export async function memoryOfProcesses(
  signal: AbortSignal,
): Promise<Measurement<ReadonlyMap<number, number>>> {
  const answer = await query(['--query-compute-apps=pid,used_memory'], signal)
  if (typeof answer === 'string') return answer
  const held = new Map<number, number>()
  for (const [, pid, mebibytes] of answer.value.matchAll(/^\s*(\d+)\s*,\s*(\d+)\s*$/gm)) {
    held.set(Number(pid), (held.get(Number(pid)) ?? 0) + Number(mebibytes) * MIB)
  }
  return { value: held }
}

/** Bytes in use on these GPUs together, whoever uses them; undefined where the driver does not tell. */
export async function memoryOfGpus(
  gpus: Gpus,
  signal: AbortSignal,
): Promise<Measurement<number | undefined>> {
  const ids = idsOf(gpus)
  const answer = await query(
    ['--query-gpu=memory.used', ...(ids === undefined ? [] : [`--id=${ids.join(',')}`])],
    signal,
  )
  if (typeof answer === 'string') return answer
  const lines = [...answer.value.matchAll(/^\s*(\d+)\s*$/gm)].map(([, mebibytes]) => Number(mebibytes) * MIB)
  return { value: lines.length === 0 ? undefined : lines.reduce((sum, one) => sum + one, 0) }
}

function idsOf(gpus: Gpus): readonly string[] | undefined {
  if (gpus.kind === 'devices') return gpus.devices
  return gpus.kind === 'count' ? Array.from({ length: gpus.count }, (_, index) => String(index)) : undefined
}

async function query(args: readonly string[], signal: AbortSignal): Promise<Measurement<string>> {
  const { code, stdout } = await runProcess(COMMAND, [...args, '--format=csv,noheader,nounits'], {
    signal,
    timeout: QUERY_TIMEOUT,
  })
  if (code === 127) return 'gone'
  return code === 0 ? { value: stdout } : 'no answer'
}
