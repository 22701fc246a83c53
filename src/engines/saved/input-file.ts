import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { detectPacking, HEAD, type Packing } from '../../archive/magic.ts'
import { badArchive } from '../../archive/member.ts'
import { refuseChanged } from './refusal.ts'

/** A file that stays the same one however often it is read: nobody can put another in its place. */
export interface InputFile extends AsyncDisposable {
  readonly size: number
  readonly packing: Packing
  /** Begins to read it. */
  start(): Reading
}

/** Reads a file once and hashes it on the way. */
export interface Reading {
  /** Bytes that came so far. */
  readonly taken: number
  /** Goes on where the last reader stopped. */
  read(): AsyncGenerator<Uint8Array>
  /** Reads what is left, and gives the SHA-256 of all. */
  sha256(): Promise<string>
}

const PIECE = 1024 * 1024
const PACK_OTHERWISE = 'Save the image as it is, or compress it with gzip.'

/** Opens an archive that may be compressed; throws an ExpectedError of kind `archive` where it is none. */
export async function openInput(path: string): Promise<InputFile> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    const packing = detectPacking(buffer.subarray(0, bytesRead))
    if (packing === 'lzma')
      throw badArchive('the file is compressed with lzma, which no engine loads', PACK_OTHERWISE)
    return { size, packing, start: () => startReading(file), [Symbol.asyncDispose]: () => file.close() }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** The bytes of a file; throws an ExpectedError of kind `hash` before its end where they are not those that were hashed before. */
export async function* readHashed(path: string, sha256: string): AsyncGenerator<Uint8Array> {
  await using file = await open(path)
  const reading = startReading(file)
  let last: Uint8Array | undefined
  for await (const chunk of reading.read()) {
    if (last !== undefined) yield last
    last = chunk
  }
  if ((await reading.sha256()) !== sha256) throw refuseChanged()
  if (last !== undefined) yield last
}

function startReading(file: FileHandle): Reading {
  const hash = createHash('sha256')
  let taken = 0
  const readOn = async () => {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(PIECE), 0, PIECE, taken)
    taken += bytesRead
    const chunk = buffer.subarray(0, bytesRead)
    hash.update(chunk)
    return chunk
  }
  let last: Promise<Uint8Array> = Promise.resolve(Buffer.alloc(0))
  // A reader that was left may still wait for a piece when the next one asks.
  const next = () => {
    last = last.then(readOn)
    return last
  }
  async function* read(): AsyncGenerator<Uint8Array> {
    for (let chunk = await next(); chunk.length > 0; chunk = await next()) yield chunk
  }
  return {
    get taken() {
      return taken
    },
    read,
    async sha256() {
      for await (const _ of read());
      return hash.digest('hex')
    },
  }
}
