import { dirname } from 'node:path'
import { tellYaml } from '../../benchmark/problems.ts'
import { readBounded } from '../../files/read-file.ts'
import { plainLine, quoteName } from '../../words/text.ts'
import { MOST_VALUES } from '../../yaml/bound.ts'
import { readScalar } from '../../yaml/scalars.ts'
import { breaksSanitising } from '../../yaml/sendable.ts'
import { isMapping, type Mapping, type Value } from '../../yaml/value.ts'
import { readYaml } from '../../yaml/yaml.ts'

const LARGEST = 16 * 1024 ** 2

const HINT = 'Write a column for each key with a row for each case, for example `status: {case-1: done}`.'

/**
 * Why prepare fails at a hospital that sends progress reports, as a sentence with what to write: MedPerf makes a table of the
 * report file (docs/medperf.md 13.8). Undefined where it can, and where there is no such file.
 */
export function judgeReportFile(path: string): string | undefined {
  const bytes = readBounded(path, { most: LARGEST, inside: dirname(path) })
  if ('wrong' in bytes) return undefined
  const document = readYaml(bytes, { version: '1.1', readScalar: readLoosely }, MOST_VALUES)
  // Of a set somewhere inside a table can be made, of which nothing more is known here.
  if (!document.ok && document.problems.every(({ code }) => code === 'yaml-set')) return undefined
  const why = document.ok ? findFault(document.value) : unreadable(document.problems[0])
  if (why === undefined) return undefined
  return `Where a hospital sends progress reports, prepare fails after its work: MedPerf makes a table of report.yaml, and ${why}. ${HINT}`
}

const unreadable = (problem: Parameters<typeof tellYaml>[0] = { message: 'it is no YAML' }): string =>
  `cannot read it: ${plainLine(tellYaml(problem), 500)}`

/** What JSON has no form for, such as a date, is a value of a table like others. */
function readLoosely(node: Parameters<typeof readScalar>[0]): ReturnType<typeof readScalar> {
  const scalar = readScalar(node)
  return scalar.kind === 'not JSON' ? { kind: 'value', value: node.text } : scalar
}

/** Why pandas makes no table of a value, in its own words, or MedPerf no progress of the table (docs/medperf.md 13.8). */
export function findFault(value: Value): string | undefined {
  if (value === null) return undefined
  if (Array.isArray(value)) return faultOfRows(value) ?? faultOfStates(statesInRows(value))
  if (!isMapping(value))
    return 'of a single value there is none (`DataFrame constructor not properly called!`)'
  return faultOfColumns(value) ?? faultOfStates(statesInColumn(value['status']))
}

function faultOfColumns(value: Mapping): string | undefined {
  const columns = Object.values(value)
  if (columns.length === 0) return undefined
  const lists = columns.filter((column): column is readonly Value[] => Array.isArray(column))
  const hasRows = columns.some(isMapping)
  if (lists.length === 0 && !hasRows)
    return 'single values have no rows (`If using all scalar values, you must pass an index`)'
  if (new Set(lists.map(({ length }) => length)).size > 1)
    return 'its lists are not equally long (`All arrays must be of the same length`)'
  if (lists.length > 0 && hasRows)
    return 'some columns are lists and others mappings (`Mixing dicts with non-Series may lead to ambiguous ordering.`)'
  return undefined
}

function faultOfRows([first, ...others]: readonly Value[]): string | undefined {
  if (first === undefined) return undefined
  if (isMapping(first) && !others.every(isMapping))
    return 'its first row is a mapping, and not all others are'
  const hasLength = (row: Value) => typeof row === 'string' || Array.isArray(row) || isMapping(row)
  if (Array.isArray(first) && !others.every(hasLength))
    return 'its first row is a list, and not all others are'
  return undefined
}

const statesInRows = (rows: readonly Value[]): readonly Value[] =>
  rows[0] !== undefined && isMapping(rows[0])
    ? rows.flatMap((row) => (isMapping(row) && row['status'] !== undefined ? [row['status']] : []))
    : []

function statesInColumn(column: Value | undefined): readonly Value[] {
  if (column === undefined) return []
  if (Array.isArray(column)) return column
  return isMapping(column) ? Object.values(column) : [column]
}

/** MedPerf counts how often each state is there, and sends the counts under their names. */
function faultOfStates(states: readonly Value[]): string | undefined {
  if (states.some((state) => Array.isArray(state) || isMapping(state)))
    return 'a `status` of it is a list or mapping, which cannot be counted (`unhashable type`)'
  const word = states.find((state) => typeof state === 'string' && breaksSanitising(` ${state}`))
  if (word === undefined) return undefined
  return `cannot send the \`status\` ${quoteName(String(word), 60)}: its client breaks on the words NaN and Infinity in a text`
}
