import { semanticHash, semanticText } from '../yaml/equal.ts'
import type { ContentRow, Fields, ModelRow } from './rows.ts'
import { type ContentKind, contentRules, type ServerRules } from './rules.ts'

/** What a component is made of, under the server's names. */
export interface ContentFields {
  readonly kind: ContentKind
  readonly fields: Fields
}

/** Whether two contents are the same to the server: equal in all that must be unique, addresses aside. */
export const sameContent = (rules: ServerRules, a: ContentFields, b: ContentFields): boolean =>
  a.kind === b.kind &&
  contentRules(rules, a.kind).unique.every(
    (name) => semanticText(a.fields[name] ?? null) === semanticText(b.fields[name] ?? null),
  )

/**
 * A fingerprint that no two containers of a server can share; undefined where the server would take a second one, which is
 * without parameters in the container and model eras (docs/medperf.md 4.3), or where a field is not known yet.
 */
export function uniqueKey(rules: ServerRules, fields: Fields): string | undefined {
  const { unique } = contentRules(rules, 'container')
  if (unique.some((name) => fields[name] === undefined || fields[name] === null)) return undefined
  return semanticHash(Object.fromEntries(unique.map((name) => [name, fields[name] ?? null])))
}

/** What a row is of: a container is its own content, a model has it one level down; undefined for a model of nothing. */
export function unwrapContent(
  row: ContentRow | ModelRow,
): { readonly kind: ContentKind; readonly row: ContentRow } | undefined {
  if ('container' in row && row.container !== undefined) return { kind: 'container', row: row.container }
  if ('asset' in row && row.asset !== undefined) return { kind: 'asset', row: row.asset }
  return 'fields' in row ? { kind: 'container', row } : undefined
}
