import * as z from 'zod'
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

/**
 * Reads a report.json that may be a stranger's: its size is capped, its shape checked, and nothing unknown gets through.
 * Its words are as hostile as before and are escaped where they are shown. Throws an Error that says what is wrong.
 */
export function parseReport(text: string): Report {
  if (text.length > LONGEST)
    throw new Error(`report.json is larger than ${LONGEST} characters and is not read`)
  const plain = parseWith(text, parsePlainJson)
  expectReportLike(plain)
  const exact = parseWith(text, parseJson)
  const repeated = findRepeatedKey(text)
  if (repeated !== undefined)
    throw new Error(
      `report.json has the key \`${plainLine(repeated, 100)}\` twice in one place and is not read`,
    )
  const { schema } = isMapping(exact) ? exact : {}
  if (typeof schema === 'number' && schema !== SCHEMA)
    throw new Error(
      `report.json is not a report that this version reads: its schema is ${schema}, not ${SCHEMA}`,
    )
  const results = isMapping(exact) ? pick(exact, ['results', 'statistics']) : {}
  if (Object.values(results).some(isUnwieldy)) {
    throw new Error(
      `report.json holds results that nest more than ${DEEPEST} levels deep or have endless names, and is not read`,
    )
  }
  const parsed = ReportSchema.safeParse(isMapping(exact) ? { ...(plain as object), ...results } : plain)
  if (parsed.success) return parsed.data
  throw noReport(explainFaults(parsed.error), parsed.error)
}

/** The schema tells each fault of each value, and a stranger's report can be nothing but faults: they are looked for first. */
function expectReportLike(plain: unknown): void {
  if (typeof plain !== 'object' || plain === null) return
  const { metrics, results: _, statistics: __, ...others } = plain as Readonly<Record<string, unknown>>
  if (holdsMore(others, MOST_OTHERS))
    throw new Error(`report.json ${tooMany(MOST_OTHERS)} beside results and metrics, and is not read`)
  if (!Array.isArray(metrics)) return
  for (const [index, metric] of metrics.entries()) {
    const { error } = MetricSchema.safeParse(metric)
    if (error !== undefined) throw noReport(`metric ${index}: ${explainFaults(error)}`, error)
  }
}

const explainFaults = (error: z.ZodError) => plainLine(z.prettifyError(error), 500)

const noReport = (why: string, cause: unknown) => new Error(`report.json is not a report: ${why}`, { cause })

// Only results keep their exact numbers; everywhere else `2.0` is simply 2.
function parseWith<T>(text: string, parse: (text: string, most: number) => T): T {
  try {
    return parse(text, MOST_REPORTED)
  } catch (error) {
    const why =
      error instanceof TooMuchJson
        ? `cannot be read: ${error.message}`
        : `is not JSON: ${plainLine(String(error), 200)}`
    throw new Error(`report.json ${why}`, { cause: error })
  }
}

const pick = (value: { readonly [key: string]: Value }, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)))
