import { closest, distance } from 'fastest-levenshtein'

/** The known name that a misspelt one most likely stands for. */
export function suggestName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const nearest = closest(name.toLowerCase(), known)
  const far = distance(name.toLowerCase(), nearest)
  return far <= Math.max(1, Math.min(3, Math.floor(nearest.length / 3))) ? nearest : undefined
}

/** A hint for an unknown name: the one that is meant, or all that there are. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = suggestName(name, known)
  if (nearest !== undefined) return `Did you mean \`${nearest}\`?`
  return `Known here: ${known.map((one) => `\`${one}\``).join(', ')}.`
}
