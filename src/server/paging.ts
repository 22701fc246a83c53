import type * as z from 'zod'
import { ExpectedError } from '../facts/error.ts'
import { expectAnswer } from './explain.ts'
import { PageSchema } from './schemas.ts'
import type { ServerAnswer } from './transport.ts'

/** Rows of one request; the server has no maximum (docs/medperf.md 2.8). */
export const PAGE = 100
const ATTEMPTS = 5

interface Identified {
  readonly uid: number
}

/** Reads one page; the query is given without `limit` and `offset`. */
export type ReadPage = (offset: number, limit: number) => Promise<ServerAnswer>

/**
 * All rows of a list. Lists are ordered by the time of the last change, so a row that changes while we page moves to the end
 * and pulls the later ones one place forward: a row could be missed (docs/medperf.md 2.8). Each page therefore begins with
 * the last row of the one before; if that is another one, or a row comes again behind others, or rows are missing at the end,
 * the list moved and is read again. A benchmark with a committee stands in its owner’s list once for each member, which is one
 * row all the same (docs/medperf.md 6.9).
 */
export async function readAll<T extends Identified>(
  read: ReadPage,
  row: z.ZodType<T>,
  limit: number = PAGE,
): Promise<readonly T[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const rows = await readOnce(read, row, limit)
    if (rows !== undefined) return rows
  }
  const { url } = await read(0, 1)
  throw new ExpectedError(
    'changed',
    `GET ${url}: the list changed while it was read, ${ATTEMPTS} times in a row`,
    {
      hint: 'Run it again when fewer people write to the server.',
    },
  )
}

/** The rows, or undefined when the list moved meanwhile. */
async function readOnce<T extends Identified>(
  read: ReadPage,
  row: z.ZodType<T>,
  limit: number,
): Promise<readonly T[] | undefined> {
  const rows = new Map<number, T>()
  let seen = 0
  let last: number | undefined
  for (;;) {
    const overlap = last === undefined ? 0 : 1
    const answer = await read(seen - overlap, limit)
    const page = expectAnswer(answer, PageSchema)
    const entries = page.results.map((entry) => expectAnswer({ ...answer, body: entry }, row))
    if (overlap === 1 && entries[0]?.uid !== last) return undefined
    for (const entry of entries.slice(overlap)) {
      if (entry.uid !== last && rows.has(entry.uid)) return undefined
      rows.set(entry.uid, entry)
      last = entry.uid
      seen += 1
    }
    if (page.next === null) return seen === page.count ? [...rows.values()] : undefined
    if (entries.length <= overlap) return undefined
  }
}
