import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createTotals, readFigures } from './cgroup-totals.ts'
import { killAll, readText } from './processes.ts'
import type { Usage } from './usage.ts'

const ROOT = '/sys/fs/cgroup'
/** The kernel keeps totals and peaks itself, so only the growth of the last interval can be missed. */
const INTERVAL = 10
/** A container on another machine, or in a group of another name, is not looked for longer than this once it has an ID. */
const SEARCH = 10_000

export interface UsageWatch {
  /** Ends the watch; without figures where the kernel has none, or the engine runs elsewhere. */
  stop(): Usage
  /** The container's processes now. */
  pids(): readonly number[]
  /** Kills the container's processes without its engine, for when the engine has died. */
  kill(): void
}

/**
 * Follows what a container uses. The kernel drops its figures together with the container, so they are read every 10 ms.
 * `groups` gives the folders below `root` where the group may be, none while the container has no ID yet.
 */
export function watchUsage(groups: () => readonly string[], root = ROOT): UsageWatch {
  let since: number | undefined
  const totals = createTotals()
  let group: string | undefined
  const pids = () => (group === undefined ? [] : pidsOf(join(root, group)))
  const find = () => {
    const paths = groups()
    // A busy engine takes its time to make a container.
    if (paths.length > 0) since ??= Date.now()
    return paths.find((path) => existsSync(join(root, path)))
  }
  const look = () => {
    group ??= find()
    if (group === undefined) {
      if (since !== undefined && Date.now() - since > SEARCH) clearInterval(timer)
      return
    }
    totals.look(readFigures(group, root), pids)
  }
  const timer = setInterval(look, INTERVAL)
  return {
    stop() {
      clearInterval(timer)
      return totals.read()
    },
    pids,
    kill() {
      if (group !== undefined) killGroup(join(root, group))
    },
  }
}

/** 0 stands for a process that this machine cannot see. */
const pidsOf = (group: string): readonly number[] =>
  (readText(join(group, 'cgroup.procs')) ?? '')
    .split('\n')
    .map(Number)
    .filter((pid) => Number.isSafeInteger(pid) && pid > 1)

/** Kills every process of a group until none is left; one that forks meanwhile is found by the next look. */
function killGroup(group: string): void {
  for (let look = 0; look < 100; look++) {
    const visible = pidsOf(group)
    if (visible.length === 0) return
    killAll(visible)
  }
}
