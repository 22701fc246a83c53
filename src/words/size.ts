const UNITS = 'bkmgtp'
const SIZE = /^(\d+(?:\.\d+)?) ?([bkmgtp])?(?:i?b)?$/i

/** Bytes of a size as Docker writes it, in powers of 1024: `512m`, `4g`, `1.5GiB`, `65536`. */
export function sizeInBytes(text: string): number | undefined {
  const [, amount, unit = 'b'] = SIZE.exec(text.trim()) ?? []
  if (amount === undefined) return undefined
  return Math.floor(Number(amount) * 1024 ** UNITS.indexOf(unit.toLowerCase()))
}

/** Whether Docker takes the text as a size other than 0. */
export const isDockerSize = (text: string): boolean => (sizeInBytes(text) ?? 0) > 0

/** A size as people read it: `23.4 MB`. */
export function showBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  return step === 0 ? `${bytes} bytes` : `${(bytes / 1000 ** step).toFixed(1)} ${units[step]}`
}

/** A size to the byte, and as people read it. */
export const countBytes = (bytes: number) =>
  bytes < 1_000 ? showBytes(bytes) : `${bytes.toLocaleString('en')} bytes (${showBytes(bytes)})`
