import type { Snapshot } from '../../snapshot.ts'
import { findFamily } from '../decide/names.ts'
import type { Issue } from '../wanted/state.ts'
import { findUser, type Kept } from './in-use.ts'
import { type Retirable, type RetireRequest, shownRow } from './list.ts'

/** What becomes of the rows that `retire` names. */
export interface Retirement {
  readonly rows: readonly Retirable[]
  /** Rows that are not valid any more. */
  readonly done: readonly Retirable[]
  /** Why a row is not retired; each is an error. */
  readonly issues: readonly Issue[]
}

/** Judges the rows that somebody asked to retire: only one's own, and none that anything stands on. */
export function judgeRetire(snapshot: Snapshot, requests: readonly RetireRequest[], kept: Kept): Retirement {
  const rows: Retirable[] = []
  const done: Retirable[] = []
  const issues: Issue[] = []
  for (const request of requests) {
    const row = rowsOf(snapshot, request).find(({ uid }) => uid === request.uid)
    const reason = row === undefined ? strangerOf(snapshot, request) : findUser(snapshot, kept, request)
    if (row?.isValid === false) done.push({ ...request, name: row.name })
    else if (row !== undefined && reason === undefined) rows.push({ ...request, name: row.name })
    else {
      const name = row === undefined ? '' : ` (\`${row.name}\`)`
      issues.push({
        severity: 'error',
        message: `${shownRow(request)}${name} cannot be retired: ${reason}`,
        hint: 'Take it out of the input `retire`.',
      })
    }
  }
  return { rows, done, issues }
}

interface Row {
  readonly uid: number
  readonly name: string
  readonly isValid: boolean
}

const rowsOf = ({ mine }: Snapshot, { collection }: RetireRequest): readonly Row[] =>
  collection === 'mlcubes' ? mine.containers : mine[collection]

function strangerOf({ others }: Snapshot, { collection, uid }: RetireRequest): string {
  const rows = collection === 'mlcubes' ? others.containers : others[collection]
  const owner = rows.find((row) => row.uid === uid)?.owner
  return owner === undefined ? 'the server has no such row' : `it belongs to user ${owner}`
}

/**
 * What carries the names of one benchmark and serves nobody: rejected benchmarks, and containers and models that no other
 * benchmark on the server stands on. Somebody's data set may still be prepared with one: that is counted once it is to be retired.
 */
export function findStrayRows(
  snapshot: Snapshot,
  names: readonly string[],
  kept: Kept,
): readonly Retirable[] {
  const { benchmarks, containers, models } = snapshot.mine
  const family = (collection: Retirable['collection'], rows: readonly Row[]) =>
    names
      .flatMap((name) => findFamily(name, rows))
      .filter(({ isValid }) => isValid)
      .map(({ uid, name }): Retirable => ({ collection, uid, name }))
  const all = [
    ...family('benchmarks', benchmarks),
    ...family('mlcubes', containers),
    ...family('models', models),
  ]
  return all.filter((row) => findUser(snapshot, kept, row) === undefined)
}

/** The input that would retire these rows. */
export const retireInput = (rows: readonly Retirable[]): string => rows.map(shownRow).join(', ')
