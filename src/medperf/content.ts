import { semanticHash, semanticText } from './equal.ts'
import { type Era, RULES } from './era.ts'
import type { Fields } from './rows.ts'

/** Whether two containers are the same to the server: equal in all that must be unique, addresses aside. */
export const sameContent = (era: Era, a: Fields, b: Fields): boolean =>
  RULES[era].unique.every((name) => semanticText(a[name] ?? null) === semanticText(b[name] ?? null))

/**
 * A fingerprint that no two containers of a server can share; undefined where the server would take a second one, which
 * is without parameters in the container and model eras (contract 3.2), or where a field is not known yet.
 */
export function uniqueKey(era: Era, fields: Fields): string | undefined {
  const { unique } = RULES[era]
  if (unique.some((name) => fields[name] === undefined || fields[name] === null)) return undefined
  return semanticHash(Object.fromEntries(unique.map((name) => [name, fields[name] ?? null])))
}
