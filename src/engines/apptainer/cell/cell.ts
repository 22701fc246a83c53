import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { bindArguments } from '../../bind.ts'
import { readText } from '../../usage/processes.ts'
import { findHostPlaces } from './host-places.ts'

/** Where things are in a cell: the only folder that can be written, and what was put in to be read. */
export const ROOM = '/room'

/** A file or folder of this machine, and where it is in a cell. */
export interface Lent {
  readonly source: string
  readonly target: string
}

/** What unpacking an image takes of root's rights, by the kernel's numbers. */
const RIGHTS: Readonly<Record<string, bigint>> = {
  CAP_CHOWN: 0n,
  CAP_DAC_OVERRIDE: 1n,
  CAP_FOWNER: 3n,
  CAP_FSETID: 4n,
  CAP_MKNOD: 27n,
  CAP_SETFCAP: 31n,
}

/** A cell that stands ready: what runs a program in it, and the folder of this machine that is its room. */
export interface Cell {
  readonly args: readonly string[]
  readonly room: string
}

/**
 * A container of Apptainer's in which its own programs run: they see the programs and settings of this machine, and logins, none
 * of which can be written. Apptainer puts files into an image that it converts by their paths, so that a link of the image leads
 * it to any file of whoever runs it. `own` is an empty folder.
 */
export async function makeCell(command: string, own: string, lent: readonly Lent[]): Promise<Cell> {
  const { program, path, folders, links, files } = await findHostPlaces(command)
  const [root, room] = [join(own, 'root'), join(own, 'room')]
  for (const place of [ROOM, '/dev', '/proc', '/tmp', '/var/tmp', ...folders])
    mkdirSync(join(root, place), { recursive: true })
  mkdirSync(room)
  for (const [place, target] of links) symlinkSync(target, join(root, place))
  const single = [...files.map((path) => ({ source: path, target: path })), ...lent]
  for (const { target } of single) {
    mkdirSync(join(root, dirname(target)), { recursive: true })
    writeFileSync(join(root, target), '', { flag: 'a' })
  }
  const read = [
    ...folders.map((path) => ({ source: path, target: path })),
    ...single,
    ...writeNames(own),
    // Root may write there without any right.
    ...(isRoot() ? [{ source: '/proc/sys', target: '/proc/sys' }] : []),
  ]
  return {
    room,
    args: [
      // Another process of whoever runs it has a root in /proc, which is this machine's.
      ...['exec', '--contain', '--pid', '--no-home', '--no-mount', 'sys,tmp', ...rightArguments()],
      ...read.flatMap((one) => bindArguments({ ...one, mode: 'ro' })),
      ...bindArguments({ source: room, target: ROOM, mode: 'rw' }),
      ...['--pwd', ROOM, root, '/usr/bin/env', `TMPDIR=${ROOM}`, `PATH=${path}`],
      ...['APPTAINER', 'SINGULARITY'].flatMap((name) => [
        `${name}_TMPDIR=${ROOM}`,
        `${name}_CACHEDIR=${ROOM}/cache`,
      ]),
      program,
    ],
  }
}

const isRoot = () => process.getuid?.() === 0

/** Whoever is known to this machine by a directory alone is nobody in a cell. */
function writeNames(own: string): readonly Lent[] {
  const { username, uid, gid, homedir } = userInfo()
  const lines = {
    passwd: `${username}:x:${uid}:${gid}::${homedir}:/bin/sh\n`,
    group: `${username}:x:${gid}:\n`,
  }
  return Object.entries(lines).map(([name, line]) => {
    const source = join(own, name)
    writeFileSync(source, line)
    return { source, target: `/etc/${name}` }
  })
}

/** Root keeps what it has of these and nothing else, whatever Apptainer's settings give to containers of root. */
function rightArguments(): readonly string[] {
  if (!isRoot()) return []
  const mask = /^CapEff:\t([0-9a-f]+)$/m.exec(readText('/proc/self/status') ?? '')?.[1] ?? '0'
  const held = Object.keys(RIGHTS).filter((name) => (BigInt(`0x${mask}`) >> (RIGHTS[name] ?? 0n)) & 1n)
  return ['--no-privs', ...(held.length === 0 ? [] : ['--add-caps', held.join(',')])]
}
