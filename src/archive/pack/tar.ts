import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { type Header, type Pack, pack } from 'tar-stream'
import { ExpectedError, readCode } from '../../facts/error.ts'
import { onDisk } from '../../files/byte-name.ts'
import { plainLine } from '../../words/text.ts'
import type { PackEntry } from './entries.ts'

type PartialHeader = Partial<Header> & { name: string }
type FileEntry = Extract<PackEntry, { kind: 'file' }>

const PIECE = 1024 * 1024
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
/** What must not differ between two machines that pack the same folder. */
const FIXED = { uid: 0, gid: 0, uname: '', gname: '', mtime: new Date(0) } as const

/**
 * A tar archive as a stream. Owners, times and permissions beyond "may be executed" are left out, as Git leaves them out.
 * Rejects with an ExpectedError of kind `archive` where a file cannot be read or changes meanwhile.
 */
export async function* writeTar(entries: readonly PackEntry[]): AsyncGenerator<Uint8Array> {
  const tar = pack({ highWaterMark: PIECE })
  const feeding = feed(tar, entries).catch((error: Error) => tar.destroy(error))
  try {
    for await (const chunk of tar) yield chunk as Uint8Array
  } finally {
    tar.destroy()
    await feeding
  }
}

async function feed(tar: Pack, entries: readonly PackEntry[]): Promise<void> {
  for (const entry of entries) {
    if (entry.kind === 'file') await addFile(tar, entry)
    else await add(tar, headerOf(entry))
  }
  tar.finalize()
}

function headerOf(entry: Exclude<PackEntry, FileEntry>): PartialHeader {
  const { name } = entry
  return entry.kind === 'folder'
    ? { ...FIXED, name: `${name}/`, type: 'directory', mode: 0o755 }
    : { ...FIXED, name, type: 'symlink', linkname: entry.target, mode: 0o777 }
}

async function addFile(tar: Pack, entry: FileEntry): Promise<void> {
  const header: PartialHeader = {
    ...FIXED,
    name: entry.name,
    type: 'file',
    size: entry.bytes,
    mode: entry.executable ? 0o755 : 0o644,
  }
  const file = open(entry)
  try {
    if (entry.bytes <= PIECE) return await add(tar, header, read(file, entry, entry.bytes))
    const added = Promise.withResolvers<void>()
    const sink = tar.entry(header, (error) => (error ? added.reject(error) : added.resolve()))
    added.promise.catch(() => {})
    for (let left = entry.bytes; left > 0; left -= PIECE) {
      const piece = read(file, entry, Math.min(left, PIECE))
      if (!sink.write(piece)) await Promise.race([drained(sink), added.promise])
    }
    sink.end(undefined)
    await added.promise
  } finally {
    closeSync(file)
  }
}

type Sink = ReturnType<Pack['entry']>

const drained = (sink: Sink) => new Promise<void>((resolve) => sink.once('drain', () => resolve()))

function add(tar: Pack, header: PartialHeader, contents?: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve())
    if (contents === undefined) tar.entry(header, done)
    else tar.entry(header, contents, done)
  })
}

function open(entry: FileEntry): number {
  let file: number
  try {
    file = openSync(onDisk(entry.path), FLAGS)
  } catch (error) {
    const code = readCode(error) ?? 'unknown'
    throw new ExpectedError('archive', `${plainLine(entry.name, 200)} cannot be read (${code})`, {
      hint: 'Make it readable for the user of this runner.',
      cause: error,
    })
  }
  const stats = fstatSync(file)
  if (stats.isFile() && stats.size === entry.bytes && stats.ino === entry.inode) return file
  closeSync(file)
  throw changed(entry)
}

function read(file: number, entry: FileEntry, bytes: number): Buffer {
  const piece = allocate(bytes)
  for (let at = 0; at < bytes; ) {
    const got = readSync(file, piece, at, bytes - at, null)
    if (got === 0) throw changed(entry)
    at += got
  }
  return piece
}

/** Memory for many small files at once: an allocation for each would take longer than reading it. */
function allocate(bytes: number): Buffer {
  if (bytes > spare.length) spare = Buffer.allocUnsafeSlow(Math.max(PIECE, bytes))
  const piece = spare.subarray(0, bytes)
  spare = spare.subarray(bytes)
  return piece
}

let spare = Buffer.alloc(0)

const changed = ({ name }: FileEntry) =>
  new ExpectedError('archive', `${plainLine(name, 200)} changed while it was packed`, {
    hint: 'Let nothing write to the folder meanwhile, and run the job again.',
  })
