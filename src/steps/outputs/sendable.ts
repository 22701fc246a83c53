import { ExpectedError } from '../../facts/error.ts'
import { quoteName } from '../../words/text.ts'
import { type FoundLeaf, findLeaves } from '../../yaml/find.ts'
import { nameKind, writeNamed } from '../../yaml/kind.ts'
import { breaksSanitising, explainUnholdable } from '../../yaml/sendable.ts'
import { isMapping, type Mapping, type Value } from '../../yaml/value.ts'

/** So many values are named. */
const MOST = 3

/** How a value that stands alone might be called. */
const NAMES = { results: 'score', statistics: 'value' } as const
type What = keyof typeof NAMES

/**
 * Statistics or results that a hospital's client sends, a server holds and a client reads back; throws ExpectedError for others
 * (docs/medperf.md 2.7, 6.8, 8.3).
 */
export function expectSendable(value: Value, what: What): Mapping {
  if (!isMapping(value)) throw noMapping(value, what)
  const words = findLeaves(value, (leaf) => typeof leaf === 'string' && breaksSanitising(leaf))
  if (words.length > 0) throw brokenWords(words, what)
  const unheld = findLeaves(value, (leaf) => explainUnholdable(leaf) !== undefined)
  if (unheld.length > 0) throw unholdable(unheld, what)
  return value
}

const unusable = (message: string, hint: string, code: string) =>
  new ExpectedError('output', message, { hint, code })

const noMapping = (value: Value, what: What) =>
  unusable(
    `the ${what} are ${nameKind(value)}, and MedPerf’s client reads only a mapping of names to values`,
    `Write ${what} with names, for example ${quoteName(writeNamed(NAMES[what], value))}.`,
    `${what}-not-mapping`,
  )

function brokenWords(found: readonly FoundLeaf[], what: What): ExpectedError {
  const named = listFound(found, ({ isKey, value }) =>
    isKey ? 'is the name of a value' : `is ${quoteName(String(value), 60)}`,
  )
  const plain = found.every(({ isKey, value }) => !isKey && /^[-+]?(?:NaN|Infinity)$/.test(String(value)))
  return unusable(
    `the ${what} hold text on which MedPerf’s client breaks when a hospital sends them: ${named}`,
    plain
      ? 'As JSON writers write them, `NaN` and `Infinity` are text in YAML: write `.nan`, `.inf` or `-.inf`, without quotes.'
      : 'Leave the words NaN and Infinity out of names and texts; the numbers `.nan`, `.inf` and `-.inf` are fine as values.',
    'nan-as-text',
  )
}

const unholdable = (found: readonly FoundLeaf[], what: What) =>
  unusable(
    `the ${what} cannot be held by a MedPerf server: ${listFound(
      found,
      ({ isKey, value }) => `${explainUnholdable(value)}${isKey ? ' in its name' : ''}`,
    )}`,
    'Write plain text and numbers there.',
    'not-storable',
  )

/** The first of what was found, each by its path. */
function listFound(found: readonly FoundLeaf[], tell: (one: FoundLeaf) => string): string {
  const shown = found.slice(0, MOST).map((one) => `${quoteName(one.path.join('.'), 200)} ${tell(one)}`)
  const rest = found.length - shown.length
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ')
}
