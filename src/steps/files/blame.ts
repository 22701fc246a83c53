import type { NamedSource } from '../../benchmark/benchmark.ts'
import { type ErrorKind, ExpectedError } from '../../facts/error.ts'
import { known } from '../../facts/known.ts'

/** What is no fault of what is written. */
const NOBODYS: ReadonlySet<ErrorKind> = new Set(['disk-full', 'internal', 'engine', 'gpu'])

/** A failure of something that benchmark.yaml names, on the line that is to blame: of the hash, or of where it is. */
export async function blameSource<T>(
  { places }: Pick<NamedSource, 'places'>,
  getting: Promise<T>,
): Promise<T> {
  try {
    return await getting
  } catch (error) {
    if (places === undefined || !(error instanceof ExpectedError) || error.place !== undefined) throw error
    if (NOBODYS.has(error.kind)) throw error
    const { kind, message, hint, code } = error
    const place = (kind === 'hash' ? places.sha256 : undefined) ?? places.source
    throw new ExpectedError(kind, message, known({ hint, code, place, cause: error }))
  }
}
