import { isList, isObject, type Json } from '../python/json.ts'
import { answerJson } from '../python/write-json.ts'

/** A value as YAML in block style; texts and numbers are written as in JSON, which YAML reads. */
export const yamlText = (value: Json): string => `${block(value, '').trimStart()}\n`

function block(value: Json, indent: string): string {
  if (isObject(value) && value.size > 0) {
    const pairs = [...value].map(
      ([key, inner]) => `${indent}${answerJson(key)}:${block(inner, `${indent}  `)}`,
    )
    return `\n${pairs.join('\n')}`
  }
  if (isList(value) && value.length > 0) {
    return `\n${value.map((item) => `${indent}-${block(item, `${indent}  `)}`).join('\n')}`
  }
  return ` ${answerJson(value)}`
}
