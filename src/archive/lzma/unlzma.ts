import { CUT_OFF, damagedData } from '../member.ts'
import { createIntake } from '../tar/intake.ts'
import { createBitDecoder } from './bits.ts'
import { createSymbolDecoder } from './decoder.ts'
import { LZMA_HEADER, type LzmaHeader, readLzmaHeader } from './header.ts'
import { createWindow } from './window.ts'

/** So many bytes are more than any symbol is packed to. */
const SYMBOL = 32
const PIECE = 1024 * 1024
/** A larger window than any program's own settings ask for is no honest one; in bytes. */
const LARGEST_WINDOW = 512 * 1024 * 1024

/** Decompresses LZMA alone (`.lzma`), which Python's `tarfile` reads with xz; what follows its end is left alone. */
export async function* unpackLzma(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = createIntake(packed)
  const bits = createBitDecoder()
  let hasEnded = false
  const fill = async () => {
    while (!hasEnded && bits.left < SYMBOL) {
      const piece = await source.piece(PIECE)
      if (piece === undefined) hasEnded = true
      else bits.feed(Uint8Array.from(piece)) // a copy: the piece's memory is used again
    }
  }
  try {
    const header = readHeader(await source.take(LZMA_HEADER))
    await fill()
    yield* unpackSymbols(header, bits, fill)
  } catch (error) {
    if (error instanceof RangeError) throw damagedData('lzma', CUT_OFF, error)
    if (error instanceof SyntaxError) throw damagedData('lzma', error.message, error)
    throw error
  } finally {
    await source.close()
  }
}

function readHeader(bytes: Buffer | undefined): LzmaHeader {
  if (bytes === undefined) throw new RangeError('no more data')
  const header = readLzmaHeader(Buffer.concat([bytes, Buffer.alloc(1)]))
  if (header === undefined) throw new SyntaxError('its header is none')
  if (Math.min(header.dictionary, header.size ?? header.dictionary) > LARGEST_WINDOW)
    throw new SyntaxError('it needs more memory than there is')
  return header
}

async function* unpackSymbols(
  header: LzmaHeader,
  bits: ReturnType<typeof createBitDecoder>,
  fill: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const window = createWindow(Math.min(header.dictionary, Math.max(header.size ?? header.dictionary, 4096)))
  const read = createSymbolDecoder(header, bits, window)
  const { size = Number.POSITIVE_INFINITY } = header
  bits.begin()
  for (;;) {
    if (bits.left < SYMBOL) await fill()
    // With its size said, a mark may follow all the same.
    if (window.written === size && bits.isClean) break
    if (read() === 'mark') break
    if (window.written > size) throw new SyntaxError('it unpacks to more than it says')
    if (window.isFull) yield window.take()
  }
  yield window.take()
  if (window.written < size && size !== Number.POSITIVE_INFINITY)
    throw new SyntaxError('it unpacks to less than it says')
}
