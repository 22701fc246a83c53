import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { known } from '../../facts/known.ts'
import { createFileMeter } from './file-meter.ts'
import { type FileBytes, readText } from './processes.ts'
import type { Usage } from './usage.ts'

/** Where the kernel keeps the figures of one control group. */
export interface Figures {
  readonly peak: string
  readonly events: string
  readonly cpu: string
  readonly disk: string
}

/** The files that belong to a memory group's path below `root`: of cgroup v2 (kernel 5.19 and later), or of v1's controllers. */
export function readFigures(group: string, root: string): Figures {
  const path = /^memory\/(.*)$/.exec(group)?.[1]
  const of = (controller: string, file: string) => join(root, controller, path ?? group, file)
  return path === undefined
    ? {
        peak: of('', 'memory.peak'),
        events: of('', 'memory.events'),
        cpu: of('', 'cpu.stat'),
        disk: of('', 'io.stat'),
      }
    : {
        peak: of('memory', 'memory.max_usage_in_bytes'),
        events: of('memory', 'memory.oom_control'),
        cpu: of('cpuacct', 'cpuacct.usage'),
        disk: of('blkio', 'blkio.throttle.io_service_bytes'),
      }
}

export interface Totals {
  /** Reads the kernel's figures, and of the processes what they read and wrote. */
  look(figures: Figures, pids: () => readonly number[]): void
  /** The last figures that were there. */
  read(): Usage
}

/** Totals are read after a fiftieth of the time so far, at least every second, and seldom where there are many processes. */
const SHARE = 50
const MOST = 100
const AT_ONCE = 8

/**
 * Keeps a container's totals; what only the last moments tell (peak, killed processes, the totals of an empty group) is read
 * at every look. Files are counted twice, by the control group and by the processes, and the higher figure holds, since both
 * leave something out: the group what the kernel writes after the container's end and, on cgroup v1, what no throttled device
 * saw; the processes what they read or wrote between the last look and their end.
 */
export function createTotals(): Totals {
  let [peak, events, cpu, disk]: (string | undefined)[] = []
  let looks = 0
  let rest = 0
  const files = createFileMeter()
  return {
    look(figures, pids) {
      looks++
      peak = readText(figures.peak) || peak
      events = readText(figures.events) || events
      const inside = pids()
      if (inside.length > 0 && rest-- > 0) return
      rest = Math.min(Math.floor(looks / SHARE), MOST) + Math.floor(inside.length / AT_ONCE)
      cpu = readText(figures.cpu) || cpu
      disk = readText(figures.disk) ?? disk
      files.look(inside)
    },
    read() {
      const [fromDisk, fromFiles] = [parseDisk(disk), files.read()]
      return {
        oomKills: Number(/^oom_kill (\d+)$/m.exec(events ?? '')?.[1] ?? 0),
        ...known({
          peakMemory: whole(peak),
          cpuSeconds: parseCpu(cpu),
          bytesRead: highest(fromDisk?.read, fromFiles?.read),
          bytesWritten: highest(fromDisk?.written, fromFiles?.written),
        }),
      }
    },
  }
}

/** `usage_usec` of cgroup v2 in microseconds, or v1's lone number of nanoseconds; both as seconds. */
export function parseCpu(text: string | undefined): number | undefined {
  const micros = whole(/^usage_usec (\d+)$/m.exec(text ?? '')?.[1])
  const nanos = /^\d+$/.test(text?.trim() ?? '') ? whole(text) : undefined
  const seconds = micros === undefined ? nanos && nanos / 1e9 : micros / 1e6
  return seconds === undefined ? undefined : Math.round(seconds * 1000) / 1000
}

/**
 * Bytes of all devices: `8:0 rbytes=1 wbytes=2 …` of cgroup v2, or `8:0 Read 1` and `8:0 Write 2` of v1. A device that lies on
 * others (LVM, loop) is left out, since its bytes are theirs. On v1 no line means that nobody counted.
 */
export function parseDisk(text: string | undefined, isStacked = liesOnOthers): FileBytes | undefined {
  if (text === undefined || /^Total 0\s*$/.test(text)) return undefined
  const sum = (pattern: RegExp) =>
    [...text.matchAll(pattern)]
      .filter(([, device = '']) => !isStacked(device))
      .reduce((total, [, , bytes]) => total + Number(bytes), 0)
  return {
    read: sum(/^(\d+:\d+) (?:.*\brbytes=|Read )(\d+)/gm),
    written: sum(/^(\d+:\d+) (?:.*\bwbytes=|Write )(\d+)/gm),
  }
}

function liesOnOthers(device: string): boolean {
  const folder = join('/sys/dev/block', device)
  if (existsSync(join(folder, 'loop'))) return true
  try {
    return readdirSync(join(folder, 'slaves')).length > 0
  } catch {
    return false
  }
}

function whole(text: string | undefined): number | undefined {
  const number = Number.parseInt(text ?? '', 10)
  return Number.isSafeInteger(number) ? number : undefined
}

const highest = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.max(one, other)
