const UNITS = 'bkmgtp'

const SIZE = /^(\d+(?:\.\d+)?) ?([bkmgtp])?(?:i?b)?$/i

/** The same for schemas, which know no flags; and how messages say it. */
export const SIZE_PATTERN = /^\d+(?:\.\d+)? ?[bkmgtpBKMGTP]?(?:i?[bB])?$/
export const SIZE_WORDS = 'a size such as `512m` or `4g`, or a number of bytes'

/** Bytes of a size as Docker writes it, in powers of 1024: `512m`, `4g`, `1.5GiB`, `65536`; undefined beyond 2^53. */
export function sizeInBytes(text: string): number | undefined {
  const [, amount, unit = 'b'] = SIZE.exec(text.trim()) ?? []
  if (amount === undefined) return undefined
  const bytes = Math.floor(Number(amount) * 1024 ** UNITS.indexOf(unit.toLowerCase()))
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

/** Whether Docker takes the text as a size other than 0. */
export const isDockerSize = (text: string): boolean => (sizeInBytes(text) ?? 0) > 0

const SHOWN = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** A number of bytes as people read it, in binary units with two or three digits: `88 MiB`, `2.0 GiB`. */
export function formatBytes(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 999.5 && unit < SHOWN.length - 1) {
    size /= 1024
    unit++
  }
  return `${unit === 0 || size >= 9.95 ? Math.round(size) : size.toFixed(1)} ${SHOWN[unit]}`
}

/** A size to the byte, and as people read it: `2,048 bytes (2.0 KiB)`. */
export const countBytes = (bytes: number): string =>
  bytes < 1_000 ? `${bytes} bytes` : `${bytes.toLocaleString('en')} bytes (${formatBytes(bytes)})`
