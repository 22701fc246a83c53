import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { parsePlainJson } from '../../yaml/json.ts'
import type { Removal } from '../engine.ts'
import {
  contained,
  descendants,
  findProcess,
  isAlive,
  killAll,
  memoryGroups,
  type Process,
} from '../usage/processes.ts'

const GRACE = 2_000
const PATIENCE = 10_000
const BETWEEN_LOOKS = 300

const NoteSchema = z.object({ label: z.string(), pid: z.int().min(2), start: z.string() })
type Note = z.infer<typeof NoteSchema>

/** Apptainer knows no names and labels, so we note which process runs which container. */
export const noteFolder = (): string => join(tmpdir(), `medperf-apptainer-${process.getuid?.() ?? 0}`)

/** Notes a container; what is given back takes the note away. */
export function noteContainer(name: string, label: string, pid: number): () => void {
  const found = findProcess(pid)
  const folder = noteFolder()
  if (found === undefined || !isOurs(folder)) return () => {}
  const file = join(folder, `${name}.json`)
  writeFileSync(file, JSON.stringify({ label, ...found }), { mode: 0o600 })
  return () => rmSync(file, { force: true })
}

/** Nobody else may write there: what it says is killed. */
function isOurs(folder: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stat = lstatSync(folder)
  return stat.isDirectory() && stat.uid === (process.getuid?.() ?? 0) && (stat.mode & 0o022) === 0
}

/** Ends the containers with a label; see `Engine.removeAll`. */
export async function removeNoted(label: string, looks = 1): Promise<Removal> {
  let removed = 0
  for (let look = 0; look < looks; look++) {
    if (look > 0) await sleep(BETWEEN_LOOKS)
    for (const [file, note] of notes()) {
      if (note.label !== label) continue
      if (isAlive(note)) {
        if (!(await end(note))) return { removed, problem: `process ${note.pid} cannot be ended` }
        removed++
      }
      rmSync(file, { force: true })
    }
  }
  return { removed }
}

function notes(): readonly (readonly [file: string, Note])[] {
  const folder = noteFolder()
  if (!isOurs(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name)
    const note = readNote(file)
    return note === undefined ? [] : [[file, note] as const]
  })
}

function readNote(file: string): Note | undefined {
  try {
    return NoteSchema.safeParse(parsePlainJson(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}

/** Kills a container by the process that runs it; false when that lives on after 10 s. */
export async function end(container: Process): Promise<boolean> {
  const since = Date.now()
  let groups: readonly string[] = []
  const seen = new Set<number>()
  while (isAlive(container)) {
    if (Date.now() - since > PATIENCE) return false
    const inside = contained(container.pid)
    for (const pid of descendants(container.pid)) seen.add(pid)
    groups = inside[0] === undefined ? groups : memoryGroups(inside[0])
    killAll(inside)
    // What is left cleans up after the container, if it is given the time.
    if (inside.length === 0) endRunner(container.pid, Date.now() - since > GRACE)
    await sleep(50)
  }
  const ours = memoryGroups('self')
  // One that was killed while its group was being made was never in it; the group has its ID for a name.
  const made = [...seen].map((pid) => `memory/apptainer/${pid}`)
  for (const group of [...groups, ...made].filter((one) => !ours.includes(one))) await removeGroup(group)
  return true
}

function endRunner(pid: number, isLate: boolean): void {
  try {
    process.kill(pid, isLate ? 'SIGKILL' : 'SIGTERM')
  } catch {
    // It has ended.
  }
}

/** Removes a group that a runner left because it was killed, under every controller of cgroup v1. */
export async function removeGroup(group: string): Promise<void> {
  const root = '/sys/fs/cgroup'
  const path = group.replace(/^memory\//, '')
  const places = path === group ? [group] : readdirSync(root).map((controller) => join(controller, path))
  for (const place of places) await rmdir(join(root, place)).catch(() => {})
}
