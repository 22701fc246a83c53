import type { Row } from '../fields/field.ts'
import { equal } from '../python/equal.ts'

/**
 * In OPERATION only the editable fields may change; a frozen one may be sent with the value it has (docs/medperf.md 4.4).
 */
export function frozen(before: Row, values: Row, editable: readonly string[]): string | null {
  if (before['state'] !== 'OPERATION') return null
  const changed = Object.entries(values).filter(([name, value]) => !equal(value, before[name] ?? null))
  const broken = changed.some(([name]) => !editable.includes(name))
  return broken ? 'User cannot update non editable fields in Operation mode' : null
}
