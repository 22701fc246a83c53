import { EVENT_ID, type Event, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml'
import { indexPlaces, type TextPlace, YamlError } from './text.ts'

/** A YAML stream as js-yaml's events, whose offsets are those of `source`. */
export interface Parsed {
  readonly source: string
  readonly events: readonly Event[]
  /** Where in the user's text an offset of `source` is. */
  readonly place: (offset: number) => TextPlace
}

/** About as deep as Python's recursion limit lets PyYAML go. */
const DEEPEST = 400

/** What may stand before the first key or item of a line. */
const PREFIX = /^(?:[ ?:-]|[&!]\S* )*/

const NOT_CLOSED = 'a bracket or quote that is opened here is not closed'

const TOO_FAR_LEFT =
  'too many lines in brackets or quotes begin further left than the key that they belong to, or one is not closed'

/** How many characters may be read again because lines were moved, those that they were moved by among them. */
const MOST_READ_AGAIN = 40_000_000

/**
 * Parses as PyYAML does where js-yaml, which follows the grammar of YAML 1.2, would not: lines inside brackets and quotes
 * may start anywhere, and with `refusesTabs` tabs may not separate anything. Throws YamlError with a place.
 */
export function parseStream(text: string, refusesTabs: boolean): Parsed {
  let lines: readonly string[] = []
  let indent = 0
  const moved = new Set<number>()
  for (let read = 0; ; ) {
    const source =
      moved.size === 0
        ? text
        : lines.map((line, at) => (moved.has(at) ? ' '.repeat(indent) : '') + line).join('')
    const isFirst = read === 0
    read += source.length + 1
    const place = movedPlaces(source, moved, indent)
    try {
      const events = parseEvents(source, { maxDepth: DEEPEST })
      const tab = refusesTabs ? tabIn(source, events) : undefined
      if (tab !== undefined)
        throw new YamlError('a tab cannot be used here; YAML 1.1 wants spaces', place(tab))
      return { source, events, place }
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error
      // Only now: a file of many lines would hold them all twice.
      if (isFirst) {
        lines = text.split(/(?<=\n|\r(?!\n))/)
        indent = 1 + lines.reduce((most, line) => Math.max(most, PREFIX.exec(line)?.[0].length ?? 0), 0)
      }
      const at = error.mark?.line ?? 0
      const movable = error.reason === 'deficient indentation' && !/^(?:---|\.\.\.)\s/.test(lines[at] ?? '')
      const isWrong = !movable || moved.has(at)
      if (isWrong || read > MOST_READ_AGAIN) {
        const wrong = asYamlError(error, place, lines, moved)
        throw isWrong ? wrong : new YamlError(TOO_FAR_LEFT, wrong.at)
      }
      // White space at the start of such a line means nothing, neither between brackets nor in quotes.
      moved.add(at)
    }
  }
}

function movedPlaces(
  source: string,
  moved: ReadonlySet<number>,
  indent: number,
): (offset: number) => TextPlace {
  const placeOf = indexPlaces(source)
  return (offset) => {
    const { line, column } = placeOf(offset)
    return { line, column: moved.has(line - 1) ? Math.max(1, column - indent) : column }
  }
}

function asYamlError(
  { reason, mark }: YAMLException,
  place: (offset: number) => TextPlace,
  lines: readonly string[],
  moved: ReadonlySet<number>,
): YamlError {
  const at = mark?.line ?? 0
  // The lines moved just before this one are what an open bracket or quote has swallowed.
  let opened = reason === 'deficient indentation' ? at - 1 : at
  while (opened > 0 && (moved.has(opened) || (lines[opened] ?? '').trim() === '')) opened -= 1
  const swallowed = /^(?:unexpected end of the stream|deficient)/.test(reason) && moved.has(opened + 1)
  if (swallowed) return new YamlError(NOT_CLOSED, { line: opened + 1, column: 1 })
  const or =
    reason.startsWith('missed comma') && moved.has(at) ? ', or a bracket before it that is not closed' : ''
  return new YamlError(`${reason}${or}`, place(mark?.position ?? 0))
}

/** The offset of a tab outside of quotes, block scalars and comments, where alone PyYAML lets it be. */
function tabIn(source: string, events: readonly Event[]): number | undefined {
  if (!source.includes('\t')) return undefined
  let from = 0
  for (const event of events) {
    if (event.type !== EVENT_ID.SCALAR || event.style === SCALAR_STYLE.PLAIN || event.valueStart < 0) continue
    const found = tabBetween(source, from, event.valueStart)
    if (found !== undefined) return found
    from = event.valueEnd
  }
  return tabBetween(source, from, source.length)
}

function tabBetween(source: string, from: number, to: number): number | undefined {
  for (let at = from; at < to; at += 1) {
    if (source[at] === '\t') return at
    if (source[at] !== '#' || !/\s/.test(source[at - 1] ?? '\n')) continue
    while (at + 1 < to && source[at + 1] !== '\n' && source[at + 1] !== '\r') at += 1
  }
  return undefined
}
