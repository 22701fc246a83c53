import { ExpectedError } from '../facts/error.ts'
import { formatBytes } from '../words/size.ts'
import { plainLine } from '../words/text.ts'
import { readFreeBytes } from './disk/free.ts'

const MIB = 1024 ** 2
/** What is left of a disk for everybody else, or a tenth of what was free where that is less. */
const RESERVE = 512 * MIB
/** So much is written between two looks at the disk: a look is cheap, but not for each of a million small files. */
const BETWEEN = 16 * MIB

/** The disk of a folder, and how much of it has to stay free; in bytes. */
export interface DiskFloor {
  readonly folder: string
  /** When it was measured. */
  readonly free: number
  readonly reserve: number
}

/** Measures a disk that is about to be written to; undefined where the system does not say what is free. */
export function measureFloor(folder: string): DiskFloor | undefined {
  const free = readFreeBytes(folder)
  return free === undefined ? undefined : { folder, free, reserve: Math.min(RESERVE, free / 10) }
}

/** Is told of bytes before they are written; throws an ExpectedError of kind `disk-full` where they would nearly fill the disk. */
export type Claim = (bytes: number) => void

/** Guards the disk of a folder against what comes from outside and says itself how much it is. */
export function guardDisk(folder: string): Claim {
  const floor = measureFloor(folder)
  let unseen = 0
  return (bytes) => {
    unseen += bytes
    if (floor === undefined || unseen < Math.min(BETWEEN, floor.reserve)) return
    const left = readFreeBytes(folder) ?? floor.free
    if (left - bytes < floor.reserve) throw nearlyFull(floor, left, bytes)
    unseen = 0
  }
}

const nearlyFull = ({ folder, free }: DiskFloor, left: number, bytes: number) =>
  new ExpectedError(
    'disk-full',
    `stopped because the disk of ${plainLine(folder, 300)} is nearly full: ${formatBytes(left)} of the ${formatBytes(free)} that were free are left, and ${formatBytes(bytes)} more are to be written`,
    {
      hint: 'Free some space, take a runner with a larger disk, or set the input `work-directory` to a disk with more room.',
    },
  )
