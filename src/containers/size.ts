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
