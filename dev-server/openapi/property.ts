import type { EraRules } from '../era.ts'
import type { Field } from '../fields/field.ts'
import type { Loose } from '../python/json.ts'

/** A value of a schema document, before it is written. */
export type Schema = { readonly [key: string]: Loose }

/** Whether a field is shown and not written by POST (create) or PUT (update). */
export const isReadOnly = ({ writers }: Field, verb: 'create' | 'update'): boolean =>
  writers !== 'all' && writers !== verb

/** The reference to a schema of the document. */
export const refTo = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

/** The name that the generator gives to the words of a field. */
export const enumName = ({ name }: Field): string =>
  `${name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Enum`

/** A field as the schema document describes it, as what POST or PUT takes. */
export function propertyOf(rules: EraRules, field: Field, verb: 'create' | 'update'): Schema {
  const readOnly = isReadOnly(field, verb)
  const marks = { ...(readOnly && { readOnly }), ...(field.nullable && { nullable: true }) }
  if (field.type.kind === 'choice') {
    const words = refTo(enumName(field))
    return Object.keys(marks).length === 0 ? words : { allOf: [words], ...marks }
  }
  return { ...typeOf(rules, field, readOnly), ...marks }
}

function typeOf(rules: EraRules, { type }: Field, readOnly: boolean): Schema {
  switch (type.kind) {
    case 'text':
      return {
        type: 'string',
        ...(type.format?.ownField && { format: 'email' }),
        // The generator names no length of what one only reads, or that the list of a committee has.
        ...(!readOnly && Number.isFinite(type.max) && { maxLength: type.max }),
      }
    case 'time':
      return { type: 'string', format: 'date-time' }
    case 'boolean':
      return { type: 'boolean' }
    case 'json':
      return rules.typedJson ? { type: 'object', additionalProperties: {} } : {}
    case 'list':
      return { type: 'array', items: typeOf(rules, type.of, false) }
    default:
      return { type: 'integer' }
  }
}
