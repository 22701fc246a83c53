import { isMapping, isRawNumber, type Value } from '../../yaml/value.ts'
import { shownJson } from '../plan/show-json.ts'
import type { Fields } from '../rows.ts'
import { countCharacters } from '../rules.ts'
import type { FieldDescription, FieldKind, RequestFields, RequestName, Requests } from './field.ts'

/** One thing in which a request is not what a server takes; `wants` goes on behind the name of the field. */
export interface Mismatch {
  readonly fault: 'required' | 'unknown' | 'read-only' | 'null' | 'kind' | 'length' | 'shortness' | 'choice'
  /** The path of the field. */
  readonly field: string
  readonly wants: string
  /** Characters of a text that is too long. */
  readonly length?: number
}

/** A request as it will be sent. */
export interface FutureRequest {
  readonly name: RequestName
  readonly body: Fields
  /** Fields that it will hold too, with values that are not known yet. */
  readonly later: readonly string[]
}

/**
 * In what a request is not what the server says that it takes: what it requires, knows, lets be written, and how long (docs/medperf.md
 * 1.2); nothing where it describes no such request. What a change may leave out, only a new row must have.
 */
export function findRequestFaults(
  requests: Requests,
  { name, body, later }: FutureRequest,
): readonly Mismatch[] {
  const [verb, table] = name.split(' ') as ['POST' | 'PUT', string]
  // Not every change is described, but what it may hold is the same.
  const fields = requests[name] ?? requests[`POST ${table}` as RequestName]
  return fields === undefined ? [] : holdAgainst(fields, body, { path: '', later, isNew: verb === 'POST' })
}

interface Place {
  readonly path: string
  readonly later: readonly string[]
  readonly isNew: boolean
}

function holdAgainst(fields: RequestFields, body: Fields, place: Place): readonly Mismatch[] {
  const { path, later, isNew } = place
  const names = new Set([...Object.keys(body), ...later.filter((name) => !name.includes('.'))])
  const missing = [...fields].filter(([name, { isRequired }]) => isNew && isRequired && !names.has(name))
  return [
    ...missing.map(([name]) =>
      fault('required', `${path}${name}`, 'is required by this server, and this action does not know it'),
    ),
    ...[...names].flatMap((name) => {
      const description = fields.get(name)
      if (description === undefined) return [fault('unknown', `${path}${name}`, 'is no field of this server')]
      if (description.isReadOnly)
        return [fault('read-only', `${path}${name}`, 'cannot be written on this server')]
      const value = body[name]
      return value === undefined ? [] : judge(description, value, { ...place, path: `${path}${name}` })
    }),
  ]
}

/** What is wrong with the value of the field that `path` names. */
function judge(description: FieldDescription, value: Value, place: Place): readonly Mismatch[] {
  const { kind, choices, mayBeNull, inside } = description
  const { path, later } = place
  if (value === null)
    return mayBeNull === false ? [fault('null', path, 'must not be null on this server')] : []
  if (!IS_KIND[kind](value))
    return [fault('kind', path, `must be ${kind === 'true or false' ? kind : `a ${kind}`} on this server`)]
  if (choices !== undefined && !choices.includes(value)) {
    return [fault('choice', path, `must be one of ${shownJson([...choices], 200)} on this server`)]
  }
  if (typeof value === 'string') return judgeLength(description, value, path)
  if (inside === undefined || !isMapping(value)) return []
  const name = path.slice(path.lastIndexOf('.') + 1)
  const below = later.flatMap((field) => (field.startsWith(`${name}.`) ? [field.slice(name.length + 1)] : []))
  return holdAgainst(inside, value, { path: `${path}.`, later: below, isNew: true })
}

const fault = (what: Mismatch['fault'], field: string, wants: string): Mismatch => ({
  fault: what,
  field,
  wants,
})

const isNumber = (value: Value): boolean => typeof value === 'number' || isRawNumber(value)

const IS_KIND: Readonly<Record<FieldKind, (value: Value) => boolean>> = {
  text: (value) => typeof value === 'string',
  'whole number': (value) => isNumber(value) && /^-?\d+$/.test(JSON.stringify(value)),
  number: isNumber,
  'true or false': (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value),
  mapping: isMapping,
  any: () => true,
}

/** The server takes spaces at both ends away first (docs/medperf.md 2.7). */
function judgeLength(
  { longest, shortest }: FieldDescription,
  text: string,
  field: string,
): readonly Mismatch[] {
  const length = countCharacters(text.trim())
  if (longest !== undefined && length > longest) {
    return [{ ...fault('length', field, `has ${length} characters; this server takes ${longest}`), length }]
  }
  if (shortest === undefined || length >= shortest) return []
  return [fault('shortness', field, `has ${length} characters; this server wants ${shortest}`)]
}
