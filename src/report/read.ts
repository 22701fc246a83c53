import * as z from 'zod'
import { plainLine } from '../words/text.ts'
import { nestsDeeper, parseJson } from '../yaml/json.ts'
import { outlineJson } from '../yaml/json-text.ts'
import { isMapping, type Value } from '../yaml/value.ts'
import { DEEPEST, type Report, ReportSchema, SCHEMA } from './report.ts'

/** UTF-16 units of a report.json that is still read. */
const LONGEST = 64 * 1024 * 1024
/** Values in it: 250,000 metrics fit, and it is few enough to hold them in memory twice. */
const MOST_VALUES = 2_000_000

/**
 * Reads a report.json that may be a stranger's: its size is capped, its shape checked, and nothing unknown gets through.
 * Its words are as hostile as before and are escaped where they are shown. Throws an Error that says what is wrong.
 */
export function parseReport(text: string): Report {
  if (text.length > LONGEST)
    throw new Error(`report.json is larger than ${LONGEST} characters and is not read`)
  const { values, repeated } = outlineJson(text)
  if (repeated !== undefined)
    throw new Error(
      `report.json has the key \`${plainLine(repeated, 100)}\` twice in one place and is not read`,
    )
  if (values > MOST_VALUES)
    throw new Error(`report.json holds more than ${MOST_VALUES} values and is not read`)
  const { exact, plain } = parse(text)
  const { schema } = isMapping(exact) ? exact : {}
  if (typeof schema === 'number' && schema !== SCHEMA)
    throw new Error(
      `report.json is not a report that this version reads: its schema is ${schema}, not ${SCHEMA}`,
    )
  const results = isMapping(exact) ? pick(exact, ['results', 'statistics']) : {}
  if (Object.values(results).some((value) => nestsDeeper(value, DEEPEST))) {
    throw new Error(`report.json holds results that nest more than ${DEEPEST} levels deep and is not read`)
  }
  const parsed = ReportSchema.safeParse(isMapping(exact) ? { ...(plain as object), ...results } : plain)
  if (parsed.success) return parsed.data
  throw new Error(`report.json is not a report: ${plainLine(z.prettifyError(parsed.error), 500)}`, {
    cause: parsed.error,
  })
}

// Only results keep their exact numbers; everywhere else `2.0` is simply 2.
function parse(text: string): { readonly exact: Value; readonly plain: unknown } {
  try {
    return { exact: parseJson(text), plain: JSON.parse(text) }
  } catch (error) {
    const reason = error instanceof RangeError ? 'it nests too deep' : plainLine(String(error), 200)
    throw new Error(`report.json is not JSON: ${reason}`, { cause: error })
  }
}

const pick = (value: { readonly [key: string]: Value }, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)))
