import type { Field, Table } from '../fields/field.ts'
import type { Loose } from '../python/json.ts'
import type { Store } from '../store/store.ts'
import { isReadOnly } from './property.ts'

/** The fields that a POST takes, as OPTIONS describes them (docs/medperf.md 1.2). */
export function describeFields(store: Store, table: Table): Loose {
  const fields = store
    .entity(table)
    .fields.map((field) => [field.name, describe(store, table, field)] as const)
  return { id: shared('integer', 'ID', false, true), ...Object.fromEntries(fields) }
}

const inside: Readonly<Record<string, Table>> = { container: 'mlcubes', asset: 'assets' }

function describe(store: Store, table: Table, field: Field): Loose {
  const { name, type, required } = field
  const inner = table === 'models' ? inside[name] : undefined
  const words = name.replaceAll('_', ' ')
  const label = `${words.charAt(0).toUpperCase()}${words.slice(1)}`
  const kind = inner === undefined ? kindOf(field) : 'nested object'
  return {
    ...shared(kind, label, required, isReadOnly(field, 'create')),
    ...(type.kind === 'text' && Number.isFinite(type.max) && { max_length: type.max }),
    ...(type.kind === 'choice' && {
      choices: type.options.map((value) => ({ value, display_name: value })),
    }),
    ...(type.kind === 'list' && { child: shared(kindOf(type.of), label, true, false) }),
    ...(inner !== undefined && { children: describeFields(store, inner) }),
  }
}

const shared = (type: string, label: string, required: boolean, readOnly: boolean) => ({
  type,
  required,
  read_only: readOnly,
  label,
})

function kindOf({ type }: Field): string {
  if (type.kind === 'text') return type.format?.ownField ? 'email' : 'string'
  if (type.kind === 'time') return 'datetime'
  return type.kind === 'json' || type.kind === 'link' ? 'field' : type.kind
}
