import { known } from '../../facts/known.ts'
import { type UsageWatch, watchUsage } from '../usage/cgroup.ts'
import { createFileMeter } from '../usage/file-meter.ts'
import { contained, cpuSeconds, memoryGroups, residentBytes } from '../usage/processes.ts'

const INTERVAL = 25

/**
 * Follows what the container that a process runs uses: in its control group where it has one, because limits are kept, else by
 * looking at its processes, which misses what lives shorter than 25 ms and counts shared pages more than once.
 */
export function watchApptainer(
  pid: () => number | undefined,
  hasLimits: boolean,
): Pick<UsageWatch, 'stop' | 'pids'> {
  return hasLimits ? watchUsage(() => ownGroups(pid())) : watchProcesses(pid)
}

/** Until the program is moved to a group of its own, its group is ours. */
function ownGroups(pid: number | undefined): readonly string[] {
  const [first] = pid === undefined ? [] : contained(pid)
  if (first === undefined) return []
  const ours = memoryGroups('self')
  return memoryGroups(first).filter((group) => !ours.includes(group))
}

function watchProcesses(pid: () => number | undefined): Pick<UsageWatch, 'stop' | 'pids'> {
  let [memory, cpu] = [0, 0]
  const files = createFileMeter()
  const pids = () => {
    const parent = pid()
    return parent === undefined ? [] : contained(parent)
  }
  const look = () => {
    const inside = pids()
    const seen = inside.map(residentBytes)
    const together = seen.reduce((sum, { now }) => sum + now, 0)
    memory = Math.max(memory, together, ...seen.map(({ most }) => most))
    cpu = Math.max(
      cpu,
      inside.reduce((sum, one) => sum + cpuSeconds(one), 0),
    )
    files.look(inside)
  }
  const timer = setInterval(look, INTERVAL)
  return {
    pids,
    stop() {
      clearInterval(timer)
      const bytes = files.read()
      const isSeen = memory > 0
      return known({
        oomKills: 0,
        peakMemory: isSeen ? memory : undefined,
        cpuSeconds: isSeen ? Math.round(cpu * 1000) / 1000 : undefined,
        bytesRead: bytes?.read,
        bytesWritten: bytes?.written,
      })
    },
  }
}
