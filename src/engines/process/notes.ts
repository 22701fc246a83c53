import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { readCode } from '../../facts/error.ts'
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

/*
 * Some containers are known by no name and label, because they are processes of ours: those of Apptainer, and those in which an
 * engine's client has an image built. So we note which process runs them.
 */

const GRACE = 2_000
const PATIENCE = 10_000
const BETWEEN_LOOKS = 300

const ProcessSchema = z.object({ pid: z.int().min(2), start: z.string() })
const NoteSchema = ProcessSchema.extend({ children: z.array(ProcessSchema).default([]) })

/** A process that runs a container, with what it started as far as that is known, because it may outlive it. */
export interface Carrier extends Process {
  readonly children: readonly Process[]
}

/**
 * Where the notes of a run lie, which the label names; nobody else may write there. A label is made up anew for each run, so no
 * other user of the machine can make the folder before us, and have us note nothing.
 */
export const noteFolder = (label: string): string =>
  join(tmpdir(), `medperf-processes-${label.replaceAll(/[^\w.-]/g, '-')}`)

/** The path of a note of this name, for `writeNote`; undefined where there is no folder for it. */
export function openNote(label: string, name: string): string | undefined {
  const folder = noteFolder(label)
  return isMade(folder) && isOurs(folder) ? join(folder, `${name}.json`) : undefined
}

/** Makes a folder for what a run needs for a moment; where the run is killed, `removeNoted` takes it away with the notes. */
export function makeFolder(label: string, what: string): Promise<string> {
  const folder = noteFolder(label)
  return mkdtemp(join(isMade(folder) && isOurs(folder) ? folder : tmpdir(), `medperf-${what}-`))
}

/** Notes a container, or notes it anew; at every moment the file has one note or the other. Where it cannot be written there is none. */
export function writeNote(file: string, note: Carrier): void {
  try {
    writeFileSync(`${file}.part`, JSON.stringify(note), { mode: 0o600 })
    renameSync(`${file}.part`, file)
  } catch {
    // A full disk must not end what it is about.
  }
}

function isMade(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return true
  } catch {
    return false
  }
}

/** Nobody else may write there: what it says is killed. */
function isOurs(folder: string): boolean {
  try {
    const stat = lstatSync(folder)
    return stat.isDirectory() && stat.uid === (process.getuid?.() ?? 0) && (stat.mode & 0o022) === 0
  } catch {
    return false
  }
}

/** Ends the containers that were noted with a label, and takes their notes away; see `Engine.removeAll`. */
export async function removeNoted(label: string, looks = 1): Promise<Removal> {
  const folder = noteFolder(label)
  let removed = 0
  for (let look = 0; look < looks; look++) {
    if (look > 0) await sleep(BETWEEN_LOOKS)
    for (const [file, note] of notes(folder)) {
      if ([note, ...note.children].some(isAlive)) {
        if (!(await end(note))) return { removed, problem: `process ${note.pid} cannot be ended` }
        removed++
      }
      rmSync(file, { force: true })
    }
  }
  // Nobody else can have put anything there.
  if (isOurs(folder)) rmSync(folder, { recursive: true, force: true })
  return { removed }
}

function notes(folder: string): readonly (readonly [file: string, Carrier])[] {
  if (!isOurs(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name)
    const note = readNote(file)
    return note === undefined ? [] : [[file, note] as const]
  })
}

function readNote(file: string): Carrier | undefined {
  try {
    return NoteSchema.safeParse(parsePlainJson(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}

/** Kills a container by the process that runs it, and all that this one started; false when some of it lives on after 10 s. */
export async function end(carrier: Carrier): Promise<boolean> {
  const since = Date.now()
  let groups: readonly string[] = []
  let askAt = 0
  const seen = new Map(carrier.children.map((child) => [child.pid, child]))
  const left = () => [...seen.values()].filter(isAlive).map(({ pid }) => pid)
  while (isAlive(carrier) || left().length > 0) {
    const waited = Date.now() - since
    if (waited > PATIENCE) return false
    const isRunning = isAlive(carrier)
    if (isRunning) for (const child of findChildren(carrier.pid)) seen.set(child.pid, child)
    const inside = isRunning ? contained(carrier.pid) : left()
    groups = inside[0] === undefined ? groups : memoryGroups(inside[0])
    killAll(inside)
    // What is left cleans up after its container, if it is given the time.
    if (inside.length > 0) askAt = waited + GRACE
    else if (waited >= askAt) endCarrier(carrier.pid, waited > askAt + GRACE)
    await sleep(50)
  }
  // One that was killed while its group was being made was never in it; the group has its ID for a name.
  const made = [...seen.keys()].map((pid) => `memory/apptainer/${pid}`)
  for (const group of [...groups, ...made].filter(isOfOne)) await removeGroup(group)
  return true
}

/** What a process started, and what those started, as it is now. */
export const findChildren = (pid: number): readonly Process[] =>
  descendants(pid).flatMap((child) => findProcess(child) ?? [])

function endCarrier(pid: number, isLate: boolean): void {
  try {
    process.kill(pid, isLate ? 'SIGKILL' : 'SIGTERM')
  } catch {
    // It has ended.
  }
}

/** Whether Apptainer, or Podman for a line of a build, made a group for one container; what systemd makes goes by itself. */
export const isOfOne = (group: string): boolean =>
  /(?:^|\/)(?:apptainer\/\d+|buildah-buildah\d+)$/.test(group)

/** Removes a group that its carrier left because it was killed, under every controller of cgroup v1. */
export async function removeGroup(group: string): Promise<void> {
  const root = '/sys/fs/cgroup'
  const path = group.replace(/^memory\//, '')
  const places = path === group ? [group] : readdirSync(root).map((controller) => join(controller, path))
  for (const place of places) await removeEmptied(join(root, place))
}

/** The kernel takes a moment to see that the last process of a group has ended. */
async function removeEmptied(path: string): Promise<void> {
  for (let look = 0; look < 20; look++) {
    const trouble = await rmdir(path).then(() => undefined, readCode)
    if (trouble !== 'EBUSY') return
    await sleep(50)
  }
}
