import type { Plain } from './scalars.ts'
import { isMapping, type Value } from './value.ts'

/** A key, or a value that holds no others, and where it is: keys and indexes from the root, a key's own among them. */
export interface FoundLeaf {
  readonly path: readonly string[]
  readonly isKey: boolean
  readonly value: Plain
}

/** The leaves and keys of a value that are wanted, in its order. */
export function findLeaves(
  value: Value,
  isWanted: (leaf: Plain, isKey: boolean) => boolean,
): readonly FoundLeaf[] {
  const found: FoundLeaf[] = []
  const path: string[] = []
  const look = (leaf: Plain, isKey: boolean) => {
    if (isWanted(leaf, isKey)) found.push({ path: [...path], isKey, value: leaf })
  }
  const visit = (one: Value): void => {
    const isList = Array.isArray(one)
    if (!isList && !isMapping(one)) {
      look(one as Plain, false)
      return
    }
    for (const [key, child] of Object.entries(one)) {
      path.push(key)
      if (!isList) look(key, true)
      visit(child as Value)
      path.pop()
    }
  }
  visit(value)
  return found
}
