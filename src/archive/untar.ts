import { type Extract, type ExtractEvents, extract } from 'tar-stream'
import { expectAlike } from './alike.ts'
import type { Guard } from './limits.ts'
import { badArchive, type Header, isBehindTheEnd, isMacDebris, readMember } from './member.ts'
import { createTarEnd } from './tar-end.ts'
import { checkLinks, type Folder } from './tree.ts'
import { createWriter, type Writer } from './writer.ts'

/** A member's data. */
type Source = ExtractEvents['entry'][1]

const BLOCK = 512
/** So much is still read behind the end of the archive, in bytes: enough for every padding, not for a bomb. */
const PADDING = 64 * 1024 * 1024

// Names are bytes; all formats that have a valid checksum; and, with a mark of one byte, a chunk is asked for only when
// everything before it is written.
const OPTIONS = { filenameEncoding: 'latin1', allowUnknownFormat: true, highWaterMark: 1 }

/**
 * Writes the members of a tar stream into `folder`, which must exist, and returns what it holds. Throws an ExpectedError of
 * kind `archive` for a member that could harm, a limit that is passed, or data that is not a tar archive.
 */
export async function unpackTar(
  chunks: AsyncIterable<Uint8Array>,
  folder: string,
  guard: Guard,
): Promise<Folder> {
  const tar = extract(OPTIONS)
  const writer = createWriter(folder, guard)
  const end = createTarEnd()
  const progress = follow(tar)
  tar.on('entry', (header, data, next) => {
    data.on('error', () => {}) // comes to `tar` as well
    guarded(tar, () => {
      if (end.reached) skip(header, data, next)
      else {
        const flagged = withFlag(header as Header, end.flagOf)
        expectAlike(flagged, tar)
        end.next(followingHeader(flagged))
        unpackMember(flagged, data, { tar, writer, guard, next })
      }
    })
  })
  try {
    await feed(chunks, { tar, end, progress })
    checkLinks(writer.root, guard)
    return writer.root
  } finally {
    tar.destroy()
    writer.close()
  }
}

interface Feeding {
  readonly tar: Extract
  readonly end: { see(chunk: Uint8Array): void; readonly reached: boolean }
  readonly progress: Progress
}

async function feed(chunks: AsyncIterable<Uint8Array>, feeding: Feeding): Promise<void> {
  try {
    await feedAll(chunks, feeding)
  } catch (error) {
    // Python looks at nothing behind the end, so it does not matter to MedPerf either.
    if (!(feeding.end.reached && isBehindTheEnd(error))) throw error
  }
}

async function feedAll(chunks: AsyncIterable<Uint8Array>, { tar, end, progress }: Feeding): Promise<void> {
  let padding = 0
  let bytes = 0
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue
    bytes += chunk.length
    if (end.reached) {
      padding += chunk.length
      if (padding > PADDING) return
      continue
    }
    end.see(chunk)
    try {
      await progress.after(() => tar.write(chunk))
    } catch (error) {
      if (!(end.reached && isTarError(error))) throw inWords(error)
    }
  }
  if (end.reached) return
  if (bytes === 0)
    throw badArchive('the archive is empty', 'Check the file that is served, and pack it anew.')
  try {
    await progress.after(() => tar.end(null))
  } catch (error) {
    throw inWords(error)
  }
}

interface Progress {
  /** Does something with the tar stream and waits until it asks for more, has ended, or has failed. */
  after(action: () => void): Promise<void>
}

function follow(tar: Extract): Progress {
  let settle: ((error?: Error) => void) | undefined
  let failure: Error | undefined
  tar.on('drain', () => settle?.())
  tar.on('close', () => settle?.(failure))
  tar.on('error', (error: Error) => {
    failure = error
  })
  return {
    after: (action) =>
      new Promise((resolve, reject) => {
        settle = (error) => (error === undefined ? resolve() : reject(error))
        if (tar.destroyed) return settle(failure)
        action()
      }),
  }
}

/** Old archives mark a folder by a flag of zero and its name, which tar-stream takes for a file. */
function withFlag(header: Header, flagOf: (data: number) => string): Header {
  const flag = flagOf(header.byteOffset ?? 0)
  const isFolder = flag === '\0' && header.pax?.path === undefined && header.name.endsWith('/')
  return { ...header, flag, type: isFolder ? 'directory' : (header.type ?? null) }
}

function followingHeader({ byteOffset = 0, size = 0, type }: Header): number {
  return type === 'directory' ? byteOffset : byteOffset + Math.ceil(size / BLOCK) * BLOCK
}

/** What throws in a listener ends the stream instead of the process. */
function guarded(tar: Extract, action: () => void): void {
  try {
    action()
  } catch (error) {
    tar.destroy(error as Error)
  }
}

interface Unpacking {
  readonly tar: Extract
  readonly writer: Writer
  readonly guard: Guard
  readonly next: () => void
}

function unpackMember(header: Header, data: Source, { tar, writer, guard, next }: Unpacking): void {
  const member = readMember(header)
  if (isMacDebris(member.path)) {
    guard.entry()
    skip(header, data, next)
  } else if (member.kind !== 'file') {
    writer.add(member)
    skip(header, data, next)
  } else {
    const file = writer.open(member)
    data.on('data', (chunk) => guarded(tar, () => file.write(chunk as Uint8Array)))
    data.on('end', () =>
      guarded(tar, () => {
        file.end()
        next()
      }),
    )
  }
}

function skip({ type }: Pick<Header, 'type'>, data: Source, next: () => void): void {
  // A folder has no data for anybody, whatever its header says, and tar-stream would wait for it without end.
  if (type === 'directory') queueMicrotask(next)
  else data.on('end', next).resume()
}

const CUT = 'Unexpected end of data'

/** Whether tar-stream could not make sense of the data, going by its messages: its errors have no code. */
function isTarError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    /^(Unexpected end of data|Invalid (tar )?header|Header exceeds)/.test(error.message)
  )
}

function inWords(error: unknown): unknown {
  if (!isTarError(error)) return error
  if (error.message !== CUT) {
    return badArchive(
      'the archive is damaged: where a member should begin there is something else',
      'Pack it anew as a tar archive, plain or compressed with gzip, bzip2 or xz.',
      { cause: error },
    )
  }
  return badArchive(
    'the archive is cut off: it ends in the middle of a file',
    'Compare its size with the original, and upload or pack it anew.',
    { cause: error },
  )
}
