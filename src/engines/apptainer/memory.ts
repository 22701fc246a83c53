import type { Outcome } from '../engine.ts'
import { readText } from '../usage/processes.ts'

/** Processes of this machine that were killed since it began because memory ran out. */
export const machineKills = (): number =>
  Number(/^oom_kill (\d+)$/m.exec(readText('/proc/vmstat') ?? '')?.[1] ?? 0)

/** What is known when a container has ended. */
export interface MemoryFacts {
  /** `machineKills` rose while it ran. */
  readonly killsRose: boolean
  /** Bytes that it was held to; absent where it was held to nothing of its own. */
  readonly limit?: number
  /** Whether it had a control group, which counts its kills by itself. */
  readonly hasGroup: boolean
}

/** An outcome with what the kernel's kills say of it: out of memory, or for a program that lived on only how many there were. */
export function withKills(outcome: Outcome, kills: number, facts: Omit<MemoryFacts, 'killsRose'>): Outcome {
  if (outcome.kind !== 'exited' || kills <= 0) return outcome
  if (wasKilledForMemory(outcome, { ...facts, killsRose: true })) return { ...outcome, outOfMemory: true }
  // Every process of the machine is counted, so that of a container without a group it is only a hint.
  return facts.hasGroup ? outcome : { ...outcome, killsMeanwhile: kills }
}

/** A peak this close to its limit has reached it: the kernel takes memory in batches. */
const REACHED = 0.98

/**
 * Whether a program that was killed ran out of memory. Apptainer removes the control group together with the program, so its
 * count may be missed; and without one, the limit is that of the machine or of whoever called us.
 */
export function wasKilledForMemory(outcome: Outcome, { killsRose, limit, hasGroup }: MemoryFacts): boolean {
  if (outcome.kind !== 'exited' || outcome.exitCode !== 137 || !killsRose) return false
  return hasGroup ? (outcome.peakMemory ?? 0) >= REACHED * (limit ?? Number.POSITIVE_INFINITY) : true
}
