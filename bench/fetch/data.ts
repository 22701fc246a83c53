import { createCipheriv } from 'node:crypto'
import { createWriteStream, existsSync, renameSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { pack } from 'tar-stream'

/** What an archive holds. */
export interface DataSet {
  readonly name: string
  readonly files: number
  /** Bytes of each file. */
  readonly size: number
  /** Text that shrinks to about a third, or random bytes that do not shrink. */
  readonly contents: 'text' | 'random'
}

/** The three archives of the targets, scaled: `a` a small demo, `b` few large files, `c` many small ones. */
export const dataSets = (scale: number): readonly DataSet[] => [
  { name: 'a', files: 500, size: Math.ceil(40_000 * scale), contents: 'text' },
  { name: 'b', files: 200, size: Math.ceil(10_500_000 * scale), contents: 'random' },
  { name: 'c', files: Math.ceil(60_000 * scale), size: 25_000, contents: 'text' },
]

/** Makes an archive at `path` unless it is there; the same bytes every time. */
export async function makeArchive(set: DataSet, path: string): Promise<void> {
  if (existsSync(path)) return
  const contents = set.contents === 'random' ? randomContents() : textContents()
  const tar = pack()
  const written = pipeline(
    tar,
    createGzip({ chunkSize: 256 * 1024, level: set.contents === 'random' ? 1 : 6 }),
    createWriteStream(`${path}.new`),
  )
  for (let index = 0; index < set.files; index += 1) {
    const name = `data/${String(index % 100).padStart(2, '0')}/${String(index).padStart(6, '0')}.bin`
    const entry = tar.entry({ name, size: set.size, mtime: new Date(0) })
    for (let left = set.size; left > 0; left -= PIECE) {
      if (!entry.write(contents(Math.min(left, PIECE))))
        await new Promise<void>((resolve) => entry.once('drain', () => resolve()))
    }
    await new Promise<void>((resolve) => {
      entry.once('close', () => resolve())
      entry.end(null)
    })
  }
  tar.finalize()
  await written
  renameSync(`${path}.new`, path)
}

const PIECE = 1024 * 1024

/** A stream of random bytes that is the same every time. */
function randomContents(): (bytes: number) => Buffer {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 1), Buffer.alloc(16))
  return (bytes) => cipher.update(Buffer.alloc(bytes))
}

/** So many different words shrink to a bit less than a third. */
const WORDS = 200

/** Rows of words and numbers: 32 MiB of them, cut out at ever other places. */
function textContents(): (bytes: number) => Buffer {
  const random = randomContents()
  const vocabulary = Array.from(random(WORDS), (byte, index) => `${(byte * 97_711 + index).toString(36)},`)
  const text = Buffer.alloc(32 * 1024 * 1024)
  for (let at = 0, picks = random(4096), pick = 0; at < text.length; pick += 2) {
    if (pick + 2 > picks.length) {
      picks = random(4096)
      pick = 0
    }
    const word = vocabulary[picks.readUInt16LE(pick) % vocabulary.length] as string
    at += text.write(pick % 32 === 0 ? `${word}\n` : word, at)
  }
  return (bytes) => {
    const start = random(4).readUInt32LE() % (text.length - bytes)
    return text.subarray(start, start + bytes)
  }
}
