import { quoteName } from '../../../words/text.ts'
import { isMapping, isRawNumber, type Value } from '../../../yaml/value.ts'
import type { Issue } from './state.ts'

/** So many are told. */
const MOST = 10

/**
 * What no server holds in a field of JSON, by its path: it would refuse the benchmark once its components are there, or fail
 * wherever the row is read (docs/medperf.md 2.7).
 */
export function unholdableIssues(what: string, value: Value | undefined): readonly Issue[] {
  const found = [...walk(value ?? null, [])]
  const shown = found.slice(0, MOST).map(({ path, why }): Issue => {
    const name = quoteName(path.join('.') || '(the whole)', 200)
    return {
      severity: 'error',
      message: `${what} ${name} ${why}, which no MedPerf server can hold`,
      hint: HINT,
    }
  })
  const rest = found.length - shown.length
  if (rest === 0) return shown
  return [...shown, { severity: 'error', message: `${what} holds ${rest} more of the kind`, hint: HINT }]
}

const HINT = 'Write plain text and numbers there.'

interface Found {
  readonly path: readonly string[]
  readonly why: string
}

function* walk(value: Value, path: readonly string[]): Generator<Found> {
  const why = fault(value)
  if (why !== undefined) yield { path, why }
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* walk(item, [...path, `${index}`])
  else if (isMapping(value)) {
    for (const [key, item] of Object.entries(value)) {
      const inKey = faultOfText(key)
      if (inKey !== undefined) yield { path: [...path, key], why: `${inKey} in its name` }
      yield* walk(item, [...path, key])
    }
  }
}

function fault(value: Value): string | undefined {
  if (typeof value === 'string') return faultOfText(value)
  if (!isRawNumber(value)) return undefined
  // Whole numbers may be as long as they like; of others Python makes doubles.
  const isDouble = /[.e]/i.test(value.rawJSON)
  return isDouble && !Number.isFinite(Number(value.rawJSON)) ? 'is a number without end' : undefined
}

function faultOfText(text: string): string | undefined {
  if (text.includes('\0')) return 'has a zero character'
  return text.isWellFormed() ? undefined : 'has half of a surrogate pair'
}
