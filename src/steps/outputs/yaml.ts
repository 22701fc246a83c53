import { dirname, join } from 'node:path'
import { tellYaml } from '../../benchmark/problems.ts'
import { ExpectedError } from '../../facts/error.ts'
import { known } from '../../facts/known.ts'
import { readBounded } from '../../files/read-file.ts'
import { plainLine, quoteName } from '../../words/text.ts'
import { MOST_VALUES } from '../../yaml/bound.ts'
import { hasEndlessPaths, MOST_PATHS } from '../../yaml/json.ts'
import type { Mapping, Value } from '../../yaml/value.ts'
import { parseYaml, type TextPlace, type YamlProblem, type YamlUnread } from '../../yaml/yaml.ts'
import { expectSendable } from './sendable.ts'

const LARGEST = 64 * 1024 ** 2

/**
 * Reads statistics or results as MedPerf does, in YAML 1.1; null is like empty. Both fail the step, as does what a hospital's
 * client could not send or read back (docs/medperf.md 13.6).
 */
export function readYamlOutput(path: string, what: 'statistics' | 'results'): Mapping {
  const value = readValue(path, what)
  if (value === undefined) throw unusable(`the ${what} file does not exist`)
  if (value === null) throw unusable(`the ${what} file is empty`)
  return expectSendable(value, what)
}

/**
 * Reads results.yaml in the folder that a script wrote; one that is missing or empty stands for `{}` (docs/medperf.md 13.6).
 */
export const readScriptResults = (folder: string): Mapping =>
  expectSendable(readValue(join(folder, 'results.yaml'), 'results') ?? {}, 'results')

/** What a file says; undefined where there is none. A link out of its folder is no file of the container's. */
function readValue(path: string, what: string): Value | undefined {
  const bytes = readBounded(path, { most: LARGEST, inside: dirname(path) })
  if ('wrong' in bytes) {
    if (bytes.wrong === 'missing') return undefined
    throw unusable(`the ${what} file ${WHY[bytes.wrong]}`)
  }
  const parsed = parseYaml(bytes, MOST_VALUES)
  if (!parsed.ok) throw unread(parsed, bytes, what)
  if (hasEndlessPaths(parsed.value))
    throw unusable(
      `the names of all values in the ${what} file together are longer than ${MOST_PATHS.toLocaleString('en')} characters`,
    )
  return parsed.value
}

const WHY = {
  outside: 'is a link that leads out of its folder',
  special: 'is not a regular file',
  large: `is larger than ${LARGEST} bytes`,
  unreadable: 'cannot be read',
} as const

const HINT = `Write YAML (or JSON), of at most ${MOST_VALUES.toLocaleString('en')} values, to the file that is mounted as output_path.`

const unusable = (message: string, { hint = HINT, code = 'unusable-output' } = {}) =>
  new ExpectedError('output', message, { hint, code })

/** What is wrong with the text of a file, and the line of it: its owner has not got the file. */
function unread({ problems, error }: YamlUnread, bytes: Buffer, what: string): ExpectedError {
  const [first = { line: 1, column: 1, message: error }]: readonly YamlProblem[] = problems
  const { line, column, hint, code, ...problem } = first
  const text = quoteName(findLine(bytes, { line, column }), LONGEST_SHOWN + 2)
  const why = `${plainLine(tellYaml(problem))} (line ${line}, column ${column}: ${text})`
  // A program wrote the text: what people do about theirs is no advice for it, but what stands for a value is.
  const advice = problem.path === undefined ? { code: 'unreadable-yaml' } : known({ hint, code })
  return unusable(`the ${what} file cannot be read as YAML 1.1: ${why}`, advice)
}

/** UTF-16 units of a line that are shown; programs write JSON on a single one. */
const LONGEST_SHOWN = 120

function findLine(bytes: Buffer, { line, column }: TextPlace): string {
  const text = bytes.toString('utf8')
  const ends = /\r\n?|\n|$/g
  let start = 0
  for (let number = 1; number < line; number += 1) {
    ends.exec(text)
    start = ends.lastIndex
  }
  const whole = text.slice(start, ends.exec(text)?.index)
  const from = Math.max(0, Math.min(column - 1 - LONGEST_SHOWN / 2, whole.length - LONGEST_SHOWN))
  const shown = whole.slice(from, from + LONGEST_SHOWN)
  return `${from > 0 ? '…' : ''}${shown}${from + LONGEST_SHOWN < whole.length ? '…' : ''}`
}
