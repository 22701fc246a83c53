import { median } from './rounds.ts'

/** How many times as much one way takes as another, from pairs that were taken in the same round. */
export interface Ratio {
  readonly pairs: number
  readonly median: number
  readonly lowest: number
  readonly highest: number
  /** The lower quartile of one against that of the other: what a busy machine disturbs least. */
  readonly quartiles: number
}

/** Compares two lists of figures pair by pair. */
export function compareFigures(ours: readonly number[], theirs: readonly number[]): Ratio {
  const ratios = ours.flatMap((value, round) => {
    const other = theirs[round]
    return other === undefined ? [] : [value / other]
  })
  return {
    pairs: ratios.length,
    median: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    quartiles: lowerQuartile(ours) / lowerQuartile(theirs),
  }
}

const lowerQuartile = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN

/** A ratio as a line shows it: `1.02 (n = 7, 0.97 to 1.10; lower quartiles 1.01)`. */
export const showRatio = ({ pairs, median: middle, lowest, highest, quartiles }: Ratio): string =>
  `${middle.toFixed(2)} (n = ${pairs}, ${lowest.toFixed(2)} to ${highest.toFixed(2)}; lower quartiles ${quartiles.toFixed(2)})`
