import { known } from '../../facts/known.ts'
import { isMapping, type Mapping, type Value } from '../../yaml/value.ts'
import { FIELD_KINDS, type FieldDescription, type RequestFields } from './field.ts'

const MOST_FIELDS = 500
const MOST_CHOICES = 200

/**
 * The fields of a new row as an answer to OPTIONS describes them (docs/medperf.md 1.2), which says nothing of null; undefined for
 * another answer.
 */
export function readOptionsAnswer(answer: Value): RequestFields | undefined {
  const actions = isMapping(answer) ? answer['actions'] : undefined
  const fields = actions !== undefined && isMapping(actions) ? actions['POST'] : undefined
  return fields !== undefined && isMapping(fields) ? readFields(fields, 0) : undefined
}

function readFields(fields: Mapping, depth: number): RequestFields {
  const entries = Object.entries(fields).slice(0, MOST_FIELDS)
  return new Map(
    entries.flatMap(([name, field]) => (isMapping(field) ? [[name, readField(field, depth)]] : [])),
  )
}

function readField(field: Mapping, depth: number): FieldDescription {
  const { type, required, read_only: readOnly, max_length: longest, min_length: shortest, children } = field
  const isReadOnly = readOnly === true
  const hasFields = children !== undefined && isMapping(children) && depth < 2
  return known({
    kind: hasFields ? 'mapping' : (FIELD_KINDS.get(type) ?? 'any'),
    isRequired: required === true && !isReadOnly,
    isReadOnly,
    longest: typeof longest === 'number' ? longest : undefined,
    shortest: typeof shortest === 'number' ? shortest : undefined,
    choices: readChoices(field['choices']),
    inside: hasFields && !isReadOnly ? readFields(children, depth + 1) : undefined,
  })
}

/** The rows that a field may name are choices too, but come without their values. */
function readChoices(choices: Value | undefined): readonly Value[] | undefined {
  if (!Array.isArray(choices)) return undefined
  const values = choices.slice(0, MOST_CHOICES).flatMap((choice: Value) => {
    const value = isMapping(choice) ? choice['value'] : undefined
    return value === undefined ? [] : [value]
  })
  return values.length === 0 ? undefined : values
}
