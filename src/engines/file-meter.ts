import { fileBytes } from './processes.ts'

/** So many processes are asked at every look; of more, all of them at fewer looks. */
const AT_ONCE = 8

/** Counts what processes read from disk and wrote to files, in bytes. */
export interface FileMeter {
  look(pids: () => readonly number[]): void
  /** The highest sum that was seen; undefined where none of the processes may be asked. */
  read(): { readonly read: number; readonly written: number } | undefined
}

/**
 * A process counts its ended children too, so the sum over the living only grows. Parents have the lower IDs and are asked
 * first: a child that ends meanwhile is then missed until the next look, and never counted twice.
 */
export function createFileMeter(bytesOf = fileBytes): FileMeter {
  let most: { readonly read: number; readonly written: number } | undefined
  let rest = 0
  return {
    look(pids) {
      if (rest-- > 0) return
      const all = pids().toSorted((a, b) => a - b)
      rest = Math.floor(all.length / AT_ONCE)
      const seen = all.flatMap((pid) => bytesOf(pid) ?? [])
      if (seen.length === 0) return
      const sum = (name: 'read' | 'written') => seen.reduce((total, one) => total + one[name], 0)
      most = {
        read: Math.max(most?.read ?? 0, sum('read')),
        written: Math.max(most?.written ?? 0, sum('written')),
      }
    },
    read: () => most,
  }
}
