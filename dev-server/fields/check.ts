import { type Json, type JsonObject, toJson } from '../python/json.ts'
import { coerce, type Lookup, notAnObject } from './coerce.ts'
import type { Entity, Field, Row } from './field.ts'

/** What a body is checked against. */
export interface Form {
  readonly entity: Entity
  readonly verb: 'create' | 'update'
  /** Fields may be left out although a POST needs them. */
  readonly partial: boolean
  readonly lookup: Lookup & {
    /** Whether another row has the same values in the fields of `uniqueTogether`. */
    takenTogether(values: Row): boolean
  }
  /** Fields that hold a whole object instead of an id, checked by a form of their own. */
  readonly inner?: Readonly<Record<string, Form>>
  /** A rule about one value, asked only where the value itself is good. */
  readonly fieldRule?: (name: string, value: Json) => string | null
  /** A rule about all values, asked only where each of them is good. */
  readonly rule?: (checked: Checked) => Broken | null
}

/** What a rule about all values says: a text about no field, or the texts of single fields. */
export type Broken = string | Readonly<Record<string, readonly string[]>>

/** A body that passed: its values, and those of the objects in it. */
export interface Checked {
  readonly values: Row
  readonly inner: Readonly<Record<string, Row>>
}

/** A body that did not pass: the JSON of a 400 answer. */
export interface Failed {
  readonly errors: JsonObject
}

/** Checks a body as the REST framework does: its fields, then their unique sets, then the rule about all of them. */
export function check(form: Form, data: Json): Checked | Failed {
  const problem = notAnObject(data)
  if (problem !== null) return failed(problem)
  const fields = checkFields(form, data as JsonObject)
  if ('errors' in fields) return fields
  if (form.entity.uniqueTogether.length > 0 && form.lookup.takenTogether(fields.values)) {
    return failed(`The fields ${form.entity.uniqueTogether.join(', ')} must make a unique set.`)
  }
  const broken = form.rule?.(fields) ?? null
  return broken === null ? fields : failed(broken)
}

const failed = (broken: Broken): Failed => ({
  errors: toJson(typeof broken === 'string' ? { non_field_errors: [broken] } : broken) as JsonObject,
})

function checkFields(form: Form, data: JsonObject): Checked | Failed {
  const values: Record<string, Json> = {}
  const inner: Record<string, Row> = {}
  const errors = new Map<string, Json>()
  for (const field of form.entity.fields.filter((one) => isWritten(one, form.verb))) {
    const sent = data.get(field.name)
    const found = checkField(form, field, sent)
    if (found === null) continue
    if ('errors' in found) errors.set(field.name, found.errors)
    else if ('values' in found) inner[field.name] = found.values
    else values[field.name] = found.value
  }
  return errors.size > 0 ? { errors } : { values, inner }
}

const isWritten = (field: Field, verb: Form['verb']): boolean =>
  field.writers === 'all' || field.writers === verb

type Found = { readonly value: Json } | Checked | { readonly errors: Json } | null

function checkField(form: Form, field: Field, sent: Json | undefined): Found {
  if (sent === undefined) {
    return form.partial || !field.required ? null : { errors: ['This field is required.'] }
  }
  const innerForm = form.inner?.[field.name]
  if (innerForm && sent !== null) return check(innerForm, sent)
  const coerced = coerce(field, sent, form.lookup)
  if ('errors' in coerced) return coerced
  const broken = form.fieldRule?.(field.name, coerced.value) ?? null
  return broken === null ? coerced : { errors: [broken] }
}
