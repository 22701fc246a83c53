import * as z from 'zod'
import { plainLine } from '../words/text.ts'
import { nestsDeeper, parseJson } from '../yaml/json.ts'
import { isMapping, type Value } from '../yaml/value.ts'
import { DEEPEST, type Report, ReportSchema } from './report.ts'

/** UTF-16 units of a report.json that is still read: hundreds of thousands of metrics fit. */
const LONGEST = 64 * 1024 * 1024

/**
 * Reads a report.json that may be a stranger's: its size is capped, its shape checked, and nothing unknown gets through.
 * Its words are as hostile as before and are escaped where they are shown. Throws an Error that says what is wrong.
 */
export function parseReport(text: string): Report {
  if (text.length > LONGEST)
    throw new Error(`report.json is larger than ${LONGEST} characters and is not read`)
  const { exact, plain } = parse(text)
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
