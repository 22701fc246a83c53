import type { Collection, Table } from '../../collections.ts'

/** A row that somebody asked to be marked as not valid. */
export interface RetireRequest {
  readonly collection: Collection
  readonly uid: number
}

/**
 * A row of one's own that can be marked as not valid; the server has no other way to take one back (docs/medperf.md 4.5).
 */
export interface Retirable extends RetireRequest {
  readonly name: string
}

/** Rows that one run may be asked to retire. */
export const MOST_RETIRED = 100

const COLLECTIONS: Readonly<Record<string, Collection>> = {
  container: 'mlcubes',
  mlcube: 'mlcubes',
  model: 'models',
  benchmark: 'benchmarks',
}

const WORDS = { mlcubes: 'container', models: 'model', benchmarks: 'benchmark', assets: 'asset' } as const

/** What a plan calls a row of a collection. */
export const findObject = <T extends Table>(table: T): (typeof WORDS)[T] => WORDS[table]

/** `container 12`, as the input `retire` names a row. */
export const shownRow = ({ collection, uid }: RetireRequest): string => `${findObject(collection)} ${uid}`

/** Reads `container 12, model 7`, commas or line breaks between them, at most 100 rows; undefined for anything else. */
export function parseRetire(text: string): readonly RetireRequest[] | undefined {
  const requests = new Map<string, RetireRequest>()
  for (const entry of text.split(/[,\n]/).filter((part) => part.trim() !== '')) {
    const [, word = '', number] = /^\s*([a-z]+)\s+([1-9]\d{0,8})\s*$/.exec(entry) ?? []
    const collection = Object.hasOwn(COLLECTIONS, word) ? COLLECTIONS[word] : undefined
    if (collection === undefined) return undefined
    const request = { collection, uid: Number(number) }
    requests.set(shownRow(request), request)
  }
  return requests.size > MOST_RETIRED ? undefined : [...requests.values()]
}
