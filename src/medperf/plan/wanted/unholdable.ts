import { quoteName } from '../../../words/text.ts'
import { findLeaves } from '../../../yaml/find.ts'
import { explainUnholdable } from '../../../yaml/sendable.ts'
import type { Value } from '../../../yaml/value.ts'
import type { Issue } from './state.ts'

/** So many are told. */
const MOST = 10

/**
 * What no server holds in a field of JSON, by its path: it would refuse the benchmark once its components are there, or fail
 * wherever the row is read (docs/medperf.md 2.7).
 */
export function unholdableIssues(what: string, value: Value | undefined): readonly Issue[] {
  const found = findLeaves(value ?? null, (leaf) => explainUnholdable(leaf) !== undefined)
  const shown = found.slice(0, MOST).map(({ path, isKey, value: leaf }): Issue => {
    const name = quoteName(path.join('.').toWellFormed() || '(the whole)', 200)
    const why = `${explainUnholdable(leaf)}${isKey ? ' in its name' : ''}`
    return {
      severity: 'error',
      message: `${what} ${name} ${why}, which no MedPerf server can hold`,
      hint: HINT,
      code: 'text-not-held',
    }
  })
  const rest = found.length - shown.length
  if (rest === 0) return shown
  return [...shown, { severity: 'error', message: `${what} holds ${rest} more of the kind`, hint: HINT }]
}

const HINT = 'Write plain text and numbers there.'
