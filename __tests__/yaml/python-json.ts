import { pythonFloat } from '../../src/yaml/python-text.ts'
import { isMapping, isRawNumber, type Value } from '../../src/yaml/value.ts'

/** A value as Python's `json.dumps(value, ensure_ascii=False)` writes it. */
export function pythonJson(value: Value): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return String(value)
    return Number.isInteger(value) ? String(value) : pythonFloat(value)
  }
  if (isRawNumber(value)) return value.rawJSON
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`
  if (!isMapping(value)) return JSON.stringify(value)
  const pairs = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${pythonJson(one)}`)
  return `{${pairs.join(', ')}}`
}
