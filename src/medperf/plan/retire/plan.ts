import { plainLine } from '../../../words/text.ts'
import type { Snapshot } from '../../snapshot.ts'
import type { Decisions } from '../decide/decision.ts'
import type { PlanRetirement } from '../schema.ts'
import type { Issue, WantedState } from '../wanted/state.ts'
import { listKept } from './in-use.ts'
import { findStrayRows, judgeRetire, retireInput } from './judge.ts'
import { findObject, type Retirable, type RetireRequest, shownRow } from './list.ts'

interface Seen {
  readonly snapshot: Snapshot
  readonly wanted: WantedState
  readonly decisions: Decisions
}

/** What a plan says of old rows: those that are to be retired, why one may not be, and which could be. */
export function planRetirement(
  { snapshot, wanted, decisions }: Seen,
  requests: readonly RetireRequest[],
): { readonly actions: PlanRetirement[]; readonly issues: readonly Issue[] } {
  if (snapshot.blind !== undefined) {
    const actions = requests.map(({ collection, uid }) => ({
      object: findObject(collection),
      uid,
      verdict: RETIRE,
    }))
    return { actions, issues: [] }
  }
  const { rows, done, issues } = judgeRetire(snapshot, requests, listKept(decisions))
  const named = new Set(requests.map((request) => JSON.stringify([request.collection, request.uid])))
  const stray = findStrayRows(snapshot, listNames(wanted), listKept(decisions, true)).filter(
    ({ collection, uid }) => !named.has(JSON.stringify([collection, uid])),
  )
  const actions = [
    ...rows.map((row) => actionFor(row, RETIRE)),
    ...done.map((row) => actionFor(row, NOTHING)),
  ]
  return { actions, issues: [...issues, ...rows.flatMap((row) => prepared(snapshot, row)), ...offer(stray)] }
}

const RETIRE = 'retire' as const
const NOTHING = 'nothing to do' as const

const actionFor = (
  { collection, uid, name }: Retirable,
  verdict: PlanRetirement['verdict'],
): PlanRetirement => ({
  object: findObject(collection),
  uid,
  name: plainLine(name, 200),
  verdict,
})

/** The names, without versions, that this benchmark and its own containers are registered under; one by `uid` is not its own. */
export const listNames = ({ benchmark, components }: WantedState): readonly string[] => {
  const own = Object.values(components).filter(({ uid }) => uid === undefined)
  return [...new Set([benchmark.name, ...own.map(({ name }) => name)])]
}

/** Whose data a retired preparator leaves behind: MedPerf's client refuses it (docs/medperf.md 4.5). */
function prepared(snapshot: Snapshot, row: Retirable): readonly Issue[] {
  const count = row.collection === 'mlcubes' ? (snapshot.prepared?.[row.uid] ?? 0) : 0
  if (count === 0) return []
  return [
    {
      severity: 'warning',
      message: `${count} ${count === 1 ? 'data set was' : 'data sets were'} prepared with ${shownRow(row)}, \`${row.name}\`: once it is retired, MedPerf’s client refuses it to their owners too`,
      hint: 'Take it out of the input `retire` if they still need it.',
    },
  ]
}

/** Shown rows of one sentence. */
const MOST_SHOWN = 10

function offer(stray: readonly Retirable[]): readonly Issue[] {
  if (stray.length === 0) return []
  const shown = stray.slice(0, MOST_SHOWN)
  const names = shown.map(({ name }) => `\`${name}\``).join(', ')
  const more = stray.length > shown.length ? ` and ${stray.length - shown.length} more` : ''
  return [
    {
      severity: 'notice',
      message: `no benchmark stands on ${names}${more} any more`,
      hint: `To mark them as not valid, set the input \`retire: ${retireInput(shown)}\`.`,
    },
  ]
}
