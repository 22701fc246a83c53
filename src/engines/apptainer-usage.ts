import { type Usage, watchUsage } from './cgroup.ts'
import { contained, memoryGroups, residentBytes } from './processes.ts'

const INTERVAL = 25

/**
 * Follows the memory of the container that a process runs: in its control group where it has one, because limits are kept,
 * else by looking at its processes, which misses what lives shorter than 25 ms and counts shared pages more than once.
 */
export function watchApptainer(pid: () => number | undefined, hasLimits: boolean): { stop(): Usage } {
  return hasLimits ? watchUsage(() => ownGroups(pid())) : watchProcesses(pid)
}

/** Until the program is moved to a group of its own, its group is ours. */
function ownGroups(pid: number | undefined): readonly string[] {
  const [first] = pid === undefined ? [] : contained(pid)
  if (first === undefined) return []
  const ours = memoryGroups('self')
  return memoryGroups(first).filter((group) => !ours.includes(group))
}

function watchProcesses(pid: () => number | undefined): { stop(): Usage } {
  let peak = 0
  const look = () => {
    const parent = pid()
    if (parent === undefined) return
    const seen = contained(parent).map(residentBytes)
    const together = seen.reduce((sum, { now }) => sum + now, 0)
    peak = Math.max(peak, together, ...seen.map(({ most }) => most))
  }
  const timer = setInterval(look, INTERVAL)
  return {
    stop() {
      clearInterval(timer)
      return { oomKills: 0, ...(peak === 0 ? {} : { peakMemory: peak }) }
    },
  }
}
