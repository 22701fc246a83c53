import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
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
  /** Kills the container's processes without its engine, for when the engine has died; whether all of them are gone. */
  kill(): Promise<boolean>
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
    kill: async () => group !== undefined && (await killGroup(join(root, group))),
  }
}

/** 0 stands for a process that this machine cannot see. */
const pidsOf = (group: string): readonly number[] =>
  (readText(join(group, 'cgroup.procs')) ?? '')
    .split('\n')
    .map(Number)
    .filter((pid) => Number.isSafeInteger(pid) && pid > 1)

/** Kills every process of a group until none is left; one that forks meanwhile is found by the next look. */
async function killGroup(group: string): Promise<boolean> {
  for (let look = 0; look < LOOKS; look++) {
    if (isEmptied(group)) return true
    killAll(pidsOf(group))
    await sleep(BETWEEN_LOOKS)
  }
  return isEmptied(group)
}

const LOOKS = 100
const BETWEEN_LOOKS = 20

/** Whether no process of a group is left, nor of one in it; cgroup v1 tells of the group alone. */
function isEmptied(group: string): boolean {
  const events = readText(join(group, 'cgroup.events'))
  if (events !== undefined) return /^populated 0$/m.test(events)
  return (readText(join(group, 'cgroup.procs')) ?? '') === ''
}
