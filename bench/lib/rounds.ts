import type { Measured } from './measure.ts'

/** One way to do the work: `run` does it once and checks what came out. */
export interface Variant {
  readonly name: string
  readonly run: () => Promise<Measured>
}

export interface Summary {
  readonly name: string
  readonly seconds: number
  readonly slowest: number
  readonly fastest: number
  readonly peakMemory: number
}

/**
 * Runs all variants round by round, each round in another order, so that what happens to the machine meanwhile happens to
 * all of them. The first round warms up and does not count. Medians of the rest.
 */
export async function compare(
  variants: readonly Variant[],
  rounds: number,
  onResult: (round: number, name: string, measured: Measured) => void = () => {},
): Promise<Summary[]> {
  const results = new Map<string, Measured[]>(variants.map(({ name }) => [name, []]))
  for (let round = 0; round <= rounds; round += 1) {
    for (const variant of orderOf(variants, round)) {
      const measured = await variant.run()
      onResult(round, variant.name, measured)
      if (round > 0) results.get(variant.name)?.push(measured)
    }
  }
  return variants.map(({ name }) => summarise(name, results.get(name) ?? []))
}

/** Each order and its reverse: nobody always comes after the same one. */
function orderOf(variants: readonly Variant[], round: number): readonly Variant[] {
  const first = Math.floor(round / 2) % Math.max(variants.length, 1)
  const order = [...variants.slice(first), ...variants.slice(0, first)]
  return round % 2 === 0 ? order : order.toReversed()
}

function summarise(name: string, measured: readonly Measured[]): Summary {
  const seconds = measured.map((one) => one.seconds)
  return {
    name,
    seconds: median(seconds),
    fastest: Math.min(...seconds),
    slowest: Math.max(...seconds),
    peakMemory: Math.max(...measured.map((one) => one.peakMemory)),
  }
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
