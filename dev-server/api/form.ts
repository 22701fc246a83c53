import type { Checked, Failed, Form } from '../fields/check.ts'
import { check } from '../fields/check.ts'
import type { Entity, Row, Table } from '../fields/field.ts'
import { idOf } from '../fields/field.ts'
import type { Answer } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import { encode } from '../store/cells.ts'
import { all, type Condition, equals } from '../store/condition.ts'
import { isStorable, sameJson } from '../store/jsonb.ts'
import type { Store } from '../store/store.ts'

type Rules = Pick<Form, 'fieldRule' | 'rule' | 'inner'>

/** The form of a POST. */
export const newForm = (store: Store, table: Table, rules: Rules = {}): Form => ({
  entity: store.entity(table),
  verb: 'create',
  partial: false,
  lookup: lookupIn(store, store.entity(table), null),
  ...rules,
})

/** The form of a PUT: only what is sent changes. */
export const editForm = (store: Store, table: Table, row: Row, rules: Rules = {}): Form => ({
  entity: store.entity(table),
  verb: 'update',
  partial: true,
  lookup: lookupIn(store, store.entity(table), row),
  ...rules,
})

function lookupIn(store: Store, entity: Entity, edited: Row | null): Form['lookup'] {
  const others = (condition: Condition): boolean => {
    const except = edited ? idOf(edited) : 0n
    const where = { sql: `${condition.sql} AND id <> ?`, values: [...condition.values, except] }
    return store.count(entity.table, where) > 0n
  }
  return {
    exists: (table, id) => store.find(table, id) !== null,
    // What the database refuses to look for is not found, to the framework.
    taken: (field, value) =>
      isStorable(value) && others({ sql: `${field.name} = ?`, values: [encode(field, value)] }),
    takenTogether: (sent) => {
      const values = { ...edited, ...sent }
      const fields = entity.fields.filter((field) => entity.uniqueTogether.includes(field.name))
      const wanted = fields.map((field) => values[field.name] ?? null)
      if (wanted.includes(null) || !wanted.every(isStorable)) return false
      const texts = fields.filter(({ type }) => type.kind !== 'json')
      const same = all(
        ...texts.map((field) => equals({ [field.name]: encode(field, values[field.name] ?? null) })),
      )
      const rows = store.select(entity.table, same, { order: 'id', limit: -1n, offset: 0n })
      return rows.some(
        (row) =>
          row['id'] !== edited?.['id'] &&
          fields.every(({ name }, at) => sameJson(row[name] ?? null, wanted[at] ?? null)),
      )
    },
  }
}

/** Checks the body of a call; what is good goes on to `keep`, what is not is a 400 answer. */
export function checked(call: Call, form: Form, keep: (good: Checked) => Answer): Answer {
  const result: Checked | Failed = check(form, call.data())
  return 'errors' in result ? { status: 400, json: result.errors } : keep(result)
}
