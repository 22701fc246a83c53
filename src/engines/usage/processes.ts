import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** A process that can be told from a later one with the same ID. */
export interface Process {
  readonly pid: number
  /** When it began, in ticks since the machine did. */
  readonly start: string
}

/** The process with this ID now; undefined when there is none. */
export function findProcess(pid: number): Process | undefined {
  const fields = statOf(pid)
  const start = fields?.[19]
  return start === undefined || fields?.[0] === 'Z' ? undefined : { pid, start }
}

/** The fields of a process's `stat` from its state on. The program's name may hold anything, so what follows its last bracket counts. */
const statOf = (pid: number): readonly string[] | undefined =>
  readText(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ')

/** Whether it still runs, and is not another one that has its ID by now. */
export const isAlive = ({ pid, start }: Process): boolean => findProcess(pid)?.start === start

/**
 * All that a process started and what those started, where it still lives; whoever started one comes before it. A chain of thousands
 * is easily made, so nothing here goes down by calling itself.
 */
export function descendants(pid: number, childrenOf = listChildren): readonly number[] {
  const found: number[] = []
  const waiting = [pid]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const children = childrenOf(next)
    for (const child of children) {
      found.push(child)
      waiting.push(child)
    }
  }
  return found
}

const listChildren = (pid: number): readonly number[] =>
  list(`/proc/${pid}/task`).flatMap((thread) =>
    (readText(`/proc/${pid}/task/${thread}/children`) ?? '').split(' ').filter(Boolean).map(Number),
  )

/** The descendants that see only each other: what runs in the container, not what runs the container. */
export function contained(pid: number): readonly number[] {
  const ours = link('/proc/self/ns/pid')
  return descendants(pid).filter((one) => {
    const theirs = link(`/proc/${one}/ns/pid`)
    return theirs !== undefined && theirs !== ours
  })
}

/** The paths of a process's control groups below `/sys/fs/cgroup`, in which its memory may be counted. */
export function memoryGroups(pid: number | 'self'): readonly string[] {
  return (readText(`/proc/${pid}/cgroup`) ?? '').split('\n').flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):\/(.*)$/.exec(line) ?? []
    if (path === undefined) return []
    if (controllers === '') return [path]
    return controllers?.split(',').includes('memory') ? [`memory/${path}`] : []
  })
}

/** Bytes of a process in memory: now, and at most so far. */
export function residentBytes(pid: number): { readonly now: number; readonly most: number } {
  const text = readText(`/proc/${pid}/status`) ?? ''
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0) * 1024
  return { now: of('VmRSS'), most: of('VmHWM') }
}

/** Bytes that came from a disk, and that were written to files. */
export interface FileBytes {
  readonly read: number
  readonly written: number
}

/** Bytes that a process and its ended children read from disk and wrote to files; undefined where we may not ask. */
export function fileBytes(pid: number): FileBytes | undefined {
  const text = readText(`/proc/${pid}/io`)
  const [read, written] = ['read_bytes', 'write_bytes'].map(
    (name) => new RegExp(`^${name}: (\\d+)$`, 'm').exec(text ?? '')?.[1],
  )
  return read === undefined || written === undefined
    ? undefined
    : { read: Number(read), written: Number(written) }
}

/** The kernel counts in hundredths of a second for everybody who asks, whatever it uses itself. */
const TICKS = 100

/** Seconds that processors worked for a process and its ended children. */
export function cpuSeconds(pid: number): number {
  const fields = statOf(pid)?.slice(11, 15).map(Number) ?? []
  return fields.reduce((sum, ticks) => sum + ticks, 0) / TICKS
}

/** SIGKILL, for those that are still there. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended, or is not ours.
    }
  }
}

/** A file of the kernel's as text; undefined where there is none, or not for us. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function list(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function link(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}
