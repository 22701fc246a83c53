/** Something that may come with what to do about it. */
interface Advised {
  readonly hint?: string | undefined
}

/** The same without what was told before: a page says once what to do, where it is first needed. */
export function keepFirstHints<T extends Advised>(
  items: readonly T[],
  told: readonly (string | undefined)[] = [],
): readonly T[] {
  const seen = new Set(told)
  return items.map((item) => {
    if (item.hint === undefined) return item
    const { hint, ...others } = item
    const isTold = seen.has(hint)
    seen.add(hint)
    return isTold ? (others as T) : item
  })
}
