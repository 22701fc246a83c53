import type { Gpus } from '../../facts/gpu.ts'
import type { Measured } from '../../facts/measurement.ts'
import type { Outcome } from '../engine.ts'
import type { GpuWatch } from './gpu-usage.ts'

/** What was counted for a container; what could not be counted is absent. */
export interface Usage extends Measured {
  /** Its processes that were killed because memory ran out. */
  readonly oomKills: number
}

/** An outcome with what its container used. An engine's own event for lack of memory can come too late; the kernel's counter does not. */
export function withUsage(outcome: Outcome, { oomKills, ...measured }: Usage): Outcome {
  switch (outcome.kind) {
    case 'engine-failed':
      return outcome
    case 'stopped':
      return { ...outcome, ...measured }
    case 'exited':
      return { ...outcome, ...measured, outOfMemory: outcome.outOfMemory || oomKills > 0 }
  }
}

/** What follows the GPU memory of a container; nothing for one without GPUs. */
export async function gpuWatcher(gpus: Gpus): Promise<(pids: () => readonly number[]) => GpuWatch> {
  if (gpus.kind === 'none') return () => ({ stop: () => ({}) })
  const { watchGpuMemory } = await import('./gpu-usage.ts')
  return (pids) => watchGpuMemory(gpus, pids)
}
