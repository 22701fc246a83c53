import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = '/sys/fs/cgroup'
/** The kernel keeps the peak itself, so only the growth of the last interval can be missed. */
const INTERVAL = 10
/** An engine on another machine, or in a group of another name, is not looked for longer than this. */
const SEARCH = 10_000

/** What the kernel counted for a container. */
export interface Usage {
  /** Highest memory use in bytes, page cache included. */
  readonly peakMemory?: number
  /** Processes that were killed because memory ran out. */
  readonly oomKills: number
}

export interface UsageWatch {
  /** Ends the watch; without figures where the kernel has none, or the engine runs elsewhere. */
  stop(): Usage
  /** Kills the container's processes without its engine, for when the engine has died. */
  kill(): void
}

/**
 * Follows the memory of a container. The kernel drops its figures together with the container, so they are read every
 * 10 ms. `groups` gives the folders below `root` where the group may be, none while the container has no ID yet.
 */
export function watchUsage(groups: () => readonly string[], root = ROOT): UsageWatch {
  const since = Date.now()
  let group: string | undefined
  let peak: number | undefined
  let oomKills = 0
  const look = () => {
    group ??= groups()
      .map((path) => join(root, path))
      .find((path) => existsSync(path))
    if (group === undefined) {
      if (Date.now() - since > SEARCH) clearInterval(timer)
      return
    }
    peak = max(peak, readPeak(group))
    oomKills = Math.max(oomKills, readOomKills(group))
  }
  const timer = setInterval(look, INTERVAL)
  return {
    stop() {
      clearInterval(timer)
      return { oomKills, ...(peak === undefined ? {} : { peakMemory: peak }) }
    },
    kill() {
      if (group !== undefined) killGroup(group)
    },
  }
}

const max = (known: number | undefined, now: number | undefined) =>
  now === undefined ? known : Math.max(known ?? 0, now)

/** cgroup v2 (kernel 5.19 and later), then v1. */
function readPeak(group: string): number | undefined {
  const text = readText(join(group, 'memory.peak')) ?? readText(join(group, 'memory.max_usage_in_bytes'))
  const bytes = Number.parseInt(text ?? '', 10)
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

/** The line `oom_kill 1` of cgroup v2's events, then of v1's control file. */
function readOomKills(group: string): number {
  const text = readText(join(group, 'memory.events')) ?? readText(join(group, 'memory.oom_control')) ?? ''
  return Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0)
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Kills every process of a group until none is left; one that forks meanwhile is found by the next look. */
function killGroup(group: string): void {
  for (let look = 0; look < 100; look++) {
    const pids = (readText(join(group, 'cgroup.procs')) ?? '').split('\n').map(Number)
    // 0 stands for a process that this machine cannot see.
    const visible = pids.filter((pid) => Number.isSafeInteger(pid) && pid > 1)
    if (visible.length === 0) return
    for (const pid of visible) kill(pid)
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended, or is not ours.
  }
}
