import { isRawNumber, type RawNumber } from './value.ts'

const WHOLE = /^-?\d+$/

/** A float as Python's `repr` writes it: `1.0`, `1e-05`, `1e+16`, `nan`, `inf`. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const [mantissa = '', power = '0'] = value.toExponential().split('e')
  const exponent = Number(power)
  if (exponent < -4 || exponent >= 16) {
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
  }
  return placePoint(mantissa.replace('.', ''), exponent)
}

/** Digits such as `-125` and the power of ten of the first one, 1, as `-12.5`. */
function placePoint(signed: string, exponent: number): string {
  const sign = signed.startsWith('-') ? '-' : ''
  const digits = signed.slice(sign.length)
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  return `${sign}${digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')}.${digits.slice(exponent + 1) || '0'}`
}

/** Whether a number kept as text is an integer in Python. */
export const isWholeText = (number: RawNumber): boolean => WHOLE.test(number.rawJSON)

/**
 * A YAML scalar as Python's `str` shows it, which is what `--env K=V` gets: `True`, `None`, `1.5` (docs/medperf.md 12.2).
 */
export function pythonText(value: null | boolean | number | string | RawNumber): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : pythonFloat(value)
  return isRawNumber(value) ? value.rawJSON : value
}

/** A mapping's key as Python's `json.dumps` writes it: `true`, `null`, `1`, `1.5`, `NaN` (docs/medperf.md 17.2). */
export function jsonKey(value: null | boolean | number | string | RawNumber): string {
  if (typeof value !== 'number' || Number.isFinite(value)) {
    return value === null || typeof value === 'boolean' ? String(value) : pythonText(value)
  }
  return String(value)
}
