import type * as z from 'zod'
import { ExpectedError } from '../facts/error.ts'
import { plainLine } from '../words/text.ts'
import { MOST_REPORTED, TooMuchJson, tooMany } from '../yaml/bound.ts'
import { holdsMore, parseJson, parsePlainJson } from '../yaml/json.ts'
import { findRepeatedKey } from '../yaml/json-text.ts'
import { isMapping, type Value } from '../yaml/value.ts'
import { DEEPEST, isUnwieldy, MetricSchema, type Report, ReportSchema, SCHEMA } from './report.ts'

/** UTF-16 units of a report.json that is still read. */
const LONGEST = 64 * 1024 * 1024

/** Values beside results and metrics: the schema takes 10,000 gates and 1,000 problems. */
const MOST_OTHERS = 200_000

const AS_WRITTEN =
  'Give the report.json that the test of this commit wrote, as it is: download its artifact again, and change nothing in it.'
const ONE_VERSION =
  'Use one version of the action for the test and for this job: the same `@…` behind both `uses:`.'

/** What is wrong with a report, as the second half of a sentence that begins with its name. */
const wrongReport = (code: string, message: string, hint = AS_WRITTEN, cause?: unknown) =>
  new ExpectedError('input', message, { code, hint, cause })

/**
 * Reads a report.json that may be a stranger's: its size is capped, its shape checked, and nothing unknown gets through.
 * Its words are as hostile as before and are escaped where they are shown. Throws an ExpectedError that says what is wrong with
 * it, without its name.
 */
export function parseReport(text: string): Report {
  if (text.length > LONGEST)
    throw wrongReport('report-too-large', `it is larger than ${LONGEST} characters and is not read`)
  const plain = parseWith(text, parsePlainJson)
  expectReportLike(plain)
  const exact = parseWith(text, parseJson)
  const repeated = findRepeatedKey(text)
  if (repeated !== undefined) {
    const why = `it has the key \`${plainLine(repeated, 100)}\` twice in one place, and is not read`
    throw wrongReport('report-changed', why)
  }
  const { schema } = isMapping(exact) ? exact : {}
  if (typeof schema === 'number' && schema !== SCHEMA) {
    const why = `another version of the action wrote it: its schema is ${schema}, not ${SCHEMA}`
    throw wrongReport('report-of-other-version', why, ONE_VERSION)
  }
  const results = isMapping(exact) ? pick(exact, ['results', 'statistics']) : {}
  if (Object.values(results).some(isUnwieldy)) {
    const why = `it holds results that nest more than ${DEEPEST} levels deep or have endless names, and is not read`
    throw wrongReport('report-unwieldy', why)
  }
  const parsed = ReportSchema.safeParse(isMapping(exact) ? { ...(plain as object), ...results } : plain)
  if (parsed.success) return parsed.data
  throw noReport(plain, nameFault(parsed.error), parsed.error)
}

/** The schema tells each fault of each value, and a stranger's report can be nothing but faults: they are looked for first. */
function expectReportLike(plain: unknown): void {
  if (typeof plain !== 'object' || plain === null) return
  const { metrics, results: _, statistics: __, ...others } = plain as Readonly<Record<string, unknown>>
  if (holdsMore(others, MOST_OTHERS))
    throw wrongReport(
      'report-too-large',
      `it ${tooMany(MOST_OTHERS)} beside results and metrics, and is not read`,
    )
  if (!Array.isArray(metrics)) return
  for (const [index, metric] of metrics.entries()) {
    const { error } = MetricSchema.safeParse(metric)
    if (error !== undefined) throw noReport(plain, nameFault(error, ['metrics', String(index)]), error)
  }
}

/** Where the first fault is: the key that is not known, or the value that is none of ours. */
function nameFault({ issues: [issue] }: z.ZodError, above: readonly string[] = []): string {
  const key = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  return plainLine([...above, ...(issue?.path ?? []).map(String), ...key].join('.'), 200)
}

/** A file that is something else, or a report that is not as this version writes one. */
function noReport(plain: unknown, fault: string, cause: unknown): ExpectedError {
  const written =
    typeof plain === 'object' && plain !== null ? (plain as Readonly<Record<string, unknown>>) : {}
  if (!['schema', 'action', 'verdict', 'benchmark'].every((key) => Object.hasOwn(written, key))) {
    const hint =
      'Give the file of the output `report` of the test: report.json, not summary.md, benchmark.lock.json or a log.'
    return wrongReport('not-a-report', 'it is not a report of this action', hint, cause)
  }
  const version = readVersion(written['action'])
  const by = version === undefined ? '' : `; it says that version ${version} wrote it`
  const why = `it is not a report as this version of the action writes one, at \`${fault}\`${by}`
  return wrongReport('report-changed', why, `${AS_WRITTEN} ${ONE_VERSION}`, cause)
}

function readVersion(action: unknown): string | undefined {
  const { version } = typeof action === 'object' && action !== null ? (action as { version?: unknown }) : {}
  return typeof version === 'string' ? plainLine(version, 50) : undefined
}

// Only results keep their exact numbers; everywhere else `2.0` is simply 2.
function parseWith<T>(text: string, parse: (text: string, most: number) => T): T {
  try {
    return parse(text, MOST_REPORTED)
  } catch (error) {
    if (error instanceof TooMuchJson) throw wrongReport('report-too-large', error.message, AS_WRITTEN, error)
    const why = text.trim() === '' ? 'it is empty, and so is not JSON' : 'it is not JSON, or not whole'
    throw wrongReport('report-not-json', why, AS_WRITTEN, error)
  }
}

const pick = (value: { readonly [key: string]: Value }, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)))
