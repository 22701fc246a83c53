import { type FileBytes, fileBytes } from './processes.ts'

/** Counts what processes read from disk and wrote to files, in bytes. */
export interface FileMeter {
  look(pids: readonly number[]): void
  /** The highest sum that was seen; undefined where none of the processes may be asked. */
  read(): FileBytes | undefined
}

/**
 * A process counts its ended children too, so the sum over the living only grows. Parents have the lower IDs and are asked
 * first: a child that ends meanwhile is then missed until the next look, and never counted twice.
 */
export function createFileMeter(bytesOf: (pid: number) => FileBytes | undefined = fileBytes): FileMeter {
  let most: FileBytes | undefined
  return {
    look(pids) {
      const seen = pids.toSorted((one, other) => one - other).flatMap((pid) => bytesOf(pid) ?? [])
      if (seen.length === 0) return
      const sum = (name: keyof FileBytes) => seen.reduce((total, one) => total + one[name], 0)
      most = {
        read: Math.max(most?.read ?? 0, sum('read')),
        written: Math.max(most?.written ?? 0, sum('written')),
      }
    },
    read: () => most,
  }
}
