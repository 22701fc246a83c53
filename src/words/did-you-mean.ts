import { closest, distance } from 'fastest-levenshtein'

/** UTF-16 units of a name that somebody may have misspelt: comparing costs as much as both are long. */
const LONGEST = 100

/** The known name that a misspelt one most likely stands for. */
export function suggestName(name: string, known: readonly string[]): string | undefined {
  const compared = known.filter(({ length }) => length <= LONGEST)
  if (name.length > LONGEST || compared.length === 0) return undefined
  const swapped = compared.find((one) => hasSwap(name.toLowerCase(), one))
  if (swapped !== undefined) return swapped
  const nearest = closest(name.toLowerCase(), compared)
  const far = distance(name.toLowerCase(), nearest)
  return far <= Math.max(1, Math.min(3, Math.floor(nearest.length / 3))) ? nearest : undefined
}

/** Whether two letters beside each other changed places, which in a short word is far as distances count. */
function hasSwap(a: string, b: string): boolean {
  const at = [...a].findIndex((letter, index) => letter !== b[index])
  if (a.length !== b.length || at === -1) return false
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}

/** A hint for an unknown name: the one that is meant, or all that there are. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = suggestName(name, known)
  if (nearest !== undefined) return `Did you mean \`${nearest}\`?`
  return `Known here: ${known.map((one) => `\`${one}\``).join(', ')}.`
}
