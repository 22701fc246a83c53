import { setTimeout as sleep } from 'node:timers/promises'
import type { Gpus } from '../../facts/gpu.ts'
import type { Measured } from '../../facts/measurement.ts'
import { memoryOfGpus, memoryOfProcesses } from './nvidia-smi.ts'

const INTERVAL = 1_000
/** A driver that does not answer so many times in a row is not asked again. */
const PATIENCE = 3

export interface GpuWatch {
  /** Ends the watch at once; without a figure where the driver gave none. */
  stop(): Pick<Measured, 'peakGpuMemory'>
}

/**
 * Asks NVIDIA's driver about once a second how much GPU memory a container's processes hold. Where it has not named one of
 * them, as inside a container, it is what all programs hold on the container's GPUs. Never throws, and nobody waits for it.
 */
export function watchGpuMemory(gpus: Gpus, pids: () => readonly number[], interval = INTERVAL): GpuWatch {
  const over = new AbortController()
  let own: number | undefined
  let whole: number | undefined
  const sample = async (): Promise<'answered' | 'no answer' | 'gone'> => {
    const held = await memoryOfProcesses(over.signal)
    if (over.signal.aborted || held === 'gone') return 'gone'
    const mine = held === 'no answer' ? [] : pids().flatMap((pid) => held.value.get(pid) ?? [])
    if (mine.length > 0)
      own = Math.max(
        own ?? 0,
        mine.reduce((sum, bytes) => sum + bytes, 0),
      )
    if (own !== undefined) return 'answered'
    const used = await memoryOfGpus(gpus, over.signal)
    if (over.signal.aborted || used === 'gone') return 'gone'
    if (used === 'no answer') return held === 'no answer' ? 'no answer' : 'answered'
    if (used.value !== undefined) whole = Math.max(whole ?? 0, used.value)
    return 'answered'
  }
  const watch = async () => {
    let silent = 0
    while (silent < PATIENCE) {
      const outcome = await sample()
      if (outcome === 'gone') return
      silent = outcome === 'answered' ? 0 : silent + 1
      await sleep(interval, undefined, { signal: over.signal })
    }
  }
  watch().catch(() => {}) // stopped while it slept
  return {
    stop() {
      over.abort()
      const peak = own ?? whole
      return peak === undefined ? {} : { peakGpuMemory: peak }
    },
  }
}
