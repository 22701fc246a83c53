import { readPax } from '../../archive/tar/header.ts'

/** Watches a tar archive that others will unpack, as it goes by. */
export interface SparseWatch {
  see(chunk: Uint8Array): void
  /** Whether a file in it is stored as a sparse one: it unpacks to any size, and is a few bytes here. */
  readonly found: boolean
}

const BLOCK = 512
/** Of a header in front of a header, in bytes: Go reads none that is longer. */
const LONGEST = 1024 * 1024
/** Links, devices, folders and FIFOs, which have no data whatever their size says. */
const WITHOUT_DATA = '123456'

/** What comes next: so many bytes, kept where somebody reads them. */
interface Portion {
  readonly bytes: number
  readonly isKept: boolean
  /** Undefined where Go reads no further. */
  readonly read: (bytes: Buffer) => Portion | undefined
}

/** Goes from header to header as Go does, in which the engines are written, and stops where Go does. */
export function watchSparse(): SparseWatch {
  let found = false
  /** What the header in front of a header says. */
  let size: number | undefined
  const nextHeader = (): Portion => ({ bytes: BLOCK, isKept: true, read: readHeader })
  const skip = (bytes: number): Portion =>
    bytes === 0 ? nextHeader() : { bytes, isKept: false, read: nextHeader }
  const find = () => {
    found = true
    return undefined
  }

  function readHeader(block: Buffer): Portion | undefined {
    const own = readSize(block.subarray(124, 136))
    if (own === undefined || !isHeader(block)) return undefined
    const flag = String.fromCharCode(block[156] ?? 0)
    if (flag === 'x' && own > 0)
      return own > LONGEST ? undefined : { bytes: own, isKept: true, read: readExtension }
    if ('xgLK'.includes(flag)) return skip(upToBlock(own))
    const bytes = size ?? own
    size = undefined
    // Go takes one of the oldest kind for a folder where its name says so, which may stand elsewhere.
    if (flag === 'S' || (flag === '\0' && bytes > 0)) return find()
    return skip(WITHOUT_DATA.includes(flag) ? 0 : upToBlock(bytes))
  }

  function readExtension(bytes: Buffer): Portion | undefined {
    try {
      // Of several the last one counts alone; one of a sparse file is refused.
      size = readPax(bytes).size
    } catch {
      return find()
    }
    return skip(upToBlock(bytes.length) - bytes.length)
  }

  let portion: Portion | undefined = nextHeader()
  let left = BLOCK
  let kept: Uint8Array[] = []
  return {
    see(chunk) {
      for (let rest = chunk; rest.length > 0 && portion !== undefined; ) {
        const taken = rest.subarray(0, left)
        rest = rest.subarray(taken.length)
        left -= taken.length
        if (portion.isKept) kept.push(taken)
        if (left > 0) return
        portion = portion.read(Buffer.concat(kept))
        left = portion?.bytes ?? 0
        kept = []
      }
    },
    get found() {
      return found
    },
  }
}

const upToBlock = (bytes: number) => Math.ceil(bytes / BLOCK) * BLOCK

/** Whether the sum of its bytes is the one that it says; a block of zeros, which ends an archive, has none. */
function isHeader(block: Buffer): boolean {
  const sums = [0, 0]
  for (const [at, byte] of block.entries()) {
    const counted = at >= 148 && at < 156 ? 0x20 : byte
    sums[0] = (sums[0] ?? 0) + counted
    sums[1] = (sums[1] ?? 0) + (counted > 127 ? counted - 256 : counted)
  }
  const said = readSize(block.subarray(148, 156))
  return said !== undefined && said !== 0 && sums.includes(said)
}

/** A number as Go reads it: octal digits between spaces and NULs, or bytes; undefined for what is none. */
function readSize(field: Buffer): number | undefined {
  const first = field[0] ?? 0
  if (first >= 0x80) {
    const number = [first & 0x7f, ...field.subarray(1)].reduce((all, byte) => all * 256 + byte, 0)
    return first < 0xc0 && Number.isSafeInteger(number) ? number : undefined
  }
  const [digits = ''] = field
    .toString('latin1')
    .replace(/^[ \0]+|[ \0]+$/g, '')
    .split('\0')
  if (digits === '') return 0
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined
}
