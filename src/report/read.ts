import * as z from 'zod'
import { plainLine } from '../words/text.ts'
import { TooMuchJson } from '../yaml/bound.ts'
import { parseJson, parsePlainJson } from '../yaml/json.ts'
import { findRepeatedKey } from '../yaml/json-text.ts'
import { isMapping, type Value } from '../yaml/value.ts'
import { DEEPEST, isUnwieldy, type Report, ReportSchema, SCHEMA } from './report.ts'

/** UTF-16 units of a report.json that is still read. */
const LONGEST = 64 * 1024 * 1024

/**
 * Reads a report.json that may be a stranger's: its size is capped, its shape checked, and nothing unknown gets through.
 * Its words are as hostile as before and are escaped where they are shown. Throws an Error that says what is wrong.
 */
export function parseReport(text: string): Report {
  if (text.length > LONGEST)
    throw new Error(`report.json is larger than ${LONGEST} characters and is not read`)
  const { exact, plain } = parse(text)
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
  throw new Error(`report.json is not a report: ${plainLine(z.prettifyError(parsed.error), 500)}`, {
    cause: parsed.error,
  })
}

// Only results keep their exact numbers; everywhere else `2.0` is simply 2.
function parse(text: string): { readonly exact: Value; readonly plain: unknown } {
  try {
    return { exact: parseJson(text), plain: parsePlainJson(text) }
  } catch (error) {
    const reason = error instanceof TooMuchJson ? error.message : plainLine(String(error), 200)
    throw new Error(`report.json is not JSON: ${reason}`, { cause: error })
  }
}

const pick = (value: { readonly [key: string]: Value }, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)))
