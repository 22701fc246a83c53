import { readdirSync, readFileSync } from 'node:fs'

const INTERVAL = 20

/**
 * Follows the resident memory of a process and all its descendants, looked at every 20 ms. Pages that several of them share
 * count once for each, so the sum is an upper bound. Linux only.
 */
export function watchTree(root: number): { stop: () => number } {
  let peak = 0
  const look = () => {
    peak = Math.max(
      peak,
      treeOf(root).reduce((sum, pid) => sum + residentOf(pid), 0),
    )
  }
  const timer = setInterval(look, INTERVAL)
  look()
  return {
    stop() {
      clearInterval(timer)
      return peak
    },
  }
}

function treeOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(treeOf)]
}

/** Children of all threads: each thread has a list of those that it started. */
function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    )
  } catch {
    return [] // it has ended
  }
}

/** The kernel's own peak of a process, so that what lies between two looks is not missed. */
function residentOf(pid: number): number {
  try {
    const match = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return Number(match?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}
