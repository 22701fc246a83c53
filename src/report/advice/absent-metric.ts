import { closest, distance } from 'fastest-levenshtein'
import { quoteName } from '../../words/text.ts'
import { countNoun, joinWords } from '../format.ts'

/** Why a gate has nothing to judge, and what to do. */
export interface Absence {
  readonly reason: string
  readonly hint?: string
}

/** Nobody reads more hints, and each of them looks through all names. */
const MOST_HINTS = 100
/** What is compared with a name that may be misspelt: so many names of so many UTF-16 units. */
const COMPARED = 1_000
const LONGEST = 200
/** Names that are listed where none is near. */
const MOST_LISTED = 5

const ABSENT = 'the results have no metric of this name'
const CORRECT = 'Correct the name under `metrics` in benchmark.yaml.'

/** The names of all metrics. */
type Names = Pick<ReadonlyMap<string, unknown>, 'has' | 'keys'>

/** Says why results have no metric of a name: the first of them with a hint at what may be meant. */
export function explainAbsence(results: Names): (name: string) => Absence {
  let hints = 0
  let names: readonly string[] | undefined
  return (name) => {
    hints += 1
    if (hints > MOST_HINTS) return { reason: ABSENT, hint: CORRECT }
    names ??= [...results.keys()]
    return explainGroup(name, names) ?? explainPath(name, results, names) ?? explainName(name, names)
  }
}

function explainGroup(name: string, names: readonly string[]): Absence | undefined {
  const inside = names.find((other) => other.startsWith(`${name}.`))
  if (inside === undefined) return undefined
  const reason = `it is a group of metrics; name one of them, such as ${quoteName(inside)}`
  return { reason, hint: CORRECT }
}

/** A path that goes on below a value, or past the end of a list. */
function explainPath(name: string, results: Names, names: readonly string[]): Absence | undefined {
  const above = name.slice(0, name.lastIndexOf('.'))
  for (let end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
    const value = name.slice(0, end)
    if (!results.has(value)) continue
    const reason = `${ABSENT}: ${quoteName(value)} is a value, and there is nothing below it`
    return { reason, hint: `Name ${quoteName(value)} itself, or let evaluate write a mapping there.` }
  }
  const index = name.slice(above.length + 1)
  if (above === '' || !/^\d+$/.test(index)) return undefined
  const count = countEntries(above, names)
  if (count === 0) return undefined
  const last = quoteName(`${above}.${count - 1}`)
  const reason = `${ABSENT}: the list ${quoteName(above)} has ${countNoun(count, 'entry', 'entries')}`
  return { reason, hint: `The first is ${quoteName(`${above}.0`)}, the last ${last}. ${CORRECT}` }
}

/** How many entries a list of the results has, by the names below it; 0 for what is no list. */
function countEntries(list: string, names: readonly string[]): number {
  const below = names.filter((name) => name.startsWith(`${list}.`))
  const indexes = new Set(below.map((name) => name.slice(list.length + 1).split('.')[0] ?? ''))
  return [...indexes].every((index) => /^\d+$/.test(index)) ? indexes.size : 0
}

function explainName(name: string, names: readonly string[]): Absence {
  const near = findNearest(name, names.slice(0, COMPARED))
  if (near !== undefined) return { reason: `${ABSENT}; did you mean ${quoteName(near)}?`, hint: CORRECT }
  const shown = names.slice(0, MOST_LISTED).map((one) => quoteName(one))
  const rest = names.length - shown.length
  const listed = joinWords([...shown, ...(rest > 0 ? [countNoun(rest, 'other')] : [])])
  return {
    reason: ABSENT,
    hint: listed === '' ? 'The results are empty.' : `They have ${listed}. ${CORRECT}`,
  }
}

function findNearest(name: string, all: readonly string[]): string | undefined {
  const names = all.filter(({ length }) => length <= LONGEST)
  if (names.length === 0 || name.length > LONGEST) return undefined
  const lower = name.toLowerCase()
  const same = names.find((other) => other.toLowerCase() === lower)
  if (same !== undefined) return same
  const near = closest(name, names)
  return distance(name, near) <= Math.max(1, name.length / 3) ? near : undefined
}
