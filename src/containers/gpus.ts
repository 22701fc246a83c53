import type { Gpus } from '../facts/gpu.ts'
import type { Value } from '../yaml/value.ts'

/** What is taken as GPUs beside `none`, for schemas and messages; `parseGpus` reads it. */
export const GPUS_WORDS = '`all`, a number, or `device=0,1`'

/** No machine has as many; each of a list is compared with each of another, and may be an argument. */
const MOST = 1_024

/** The `gpus` of run_args (docs/medperf.md 12.2); undefined for what MedPerf calls an invalid gpus argument. */
export function parseGpus(value: Value): Gpus | undefined {
  if (value === null || value === '') return { kind: 'none' }
  if (value === 'all') return { kind: 'all' }
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value)
  if (/^\d+$/.test(text)) {
    const count = Number(text)
    if (count > MOST) return undefined
    return count === 0 ? { kind: 'none' } : { kind: 'count', count }
  }
  const devices = /^device=(.+)$/.exec(text)?.[1]?.split(',')
  if ((devices?.length ?? 0) > MOST) return undefined
  return devices?.every((device) => /^[\w.:/-]{1,200}$/.test(device))
    ? { kind: 'devices', devices }
    : undefined
}

/** With `none`, as benchmark.yaml and the input `gpus` may say it. */
export const GPUS_OR_NONE_PATTERN = /^(?:none|all|\d+|device=.+)$/
export const GPUS_OR_NONE_WORDS = `\`none\`, ${GPUS_WORDS}`

/** The GPUs that benchmark.yaml or the input `gpus` asks for; undefined for what is neither `none` nor GPUs. */
export const parseGpusOrNone = (value: string | number): Gpus | undefined =>
  value === 'none' ? { kind: 'none' } : parseGpus(value)

/** GPUs as a person writes them: `none`, `all`, `2`, `device=0,1`. */
export function showGpus(gpus: Gpus): string {
  if (gpus.kind === 'devices') return `device=${gpus.devices.join(',')}`
  return gpus.kind === 'count' ? String(gpus.count) : gpus.kind
}
