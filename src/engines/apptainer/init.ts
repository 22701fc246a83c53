import { setTimeout as sleep } from 'node:timers/promises'
import { isOfOne, removeGroup } from '../process/notes.ts'
import { contained, findProcess, isAlive, killAll, memoryGroups, type Process } from '../usage/processes.ts'

const INTERVAL = 25
const PATIENCE = 10_000
const BETWEEN_LOOKS = 20

/** Follows the first process of a container: the kernel lets it end only when all others in its namespace have. */
export interface InitWatch {
  /** Once whoever ran the container has ended, by itself or not: whether the container is gone, with all its processes. */
  end(): Promise<boolean>
}

/** Looks for the container of a process until there is one. */
export function watchInit(runner: () => number | undefined): InitWatch {
  let init: Process | undefined
  let groups: readonly string[] = []
  const look = () => {
    const pid = runner()
    const [first] = pid === undefined || init !== undefined ? [] : contained(pid)
    init ??= first === undefined ? undefined : findProcess(first)
    // It is moved to a group of its own a moment later.
    groups = init === undefined ? [] : memoryGroups(init.pid).filter(isOfOne)
    if (groups.length > 0) clearInterval(timer)
  }
  const timer = setInterval(look, INTERVAL)
  return {
    async end() {
      clearInterval(timer)
      // Too short to be seen: its runner waits for it, and it dies with its runner.
      if (init === undefined) return true
      for (const since = Date.now(); isAlive(init); await sleep(BETWEEN_LOOKS)) {
        if (Date.now() - since > PATIENCE) return false
        killAll([init.pid])
      }
      // A runner that was killed leaves it.
      for (const group of groups) await removeGroup(group)
      return true
    },
  }
}
