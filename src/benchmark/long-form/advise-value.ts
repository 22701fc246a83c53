import { plainLine } from '../../words/text.ts'
import { isMapping, type Value } from '../../yaml/value.ts'
import type { YamlPath } from '../../yaml/yaml.ts'

/** Longer texts are not repeated: nobody writes them on one line. */
const LONGEST = 100

const isShort = (value: Value | undefined): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST && !/[\n?#@]/.test(value)

/** What to write where a text belongs, in place of a list or a mapping; undefined where nobody can tell. */
export function adviseWords(path: YamlPath, value: Value): string | undefined {
  const key = String(path.at(-1))
  const [only, ...others] = Array.isArray(value) ? (value as readonly Value[]) : []
  if (isShort(only) && others.length === 0) return `Write \`${key}: ${plainLine(only, LONGEST)}\`.`
  if (!isMapping(value)) return undefined
  const inner = value['path'] ?? value['name'] ?? value['config']
  if (isShort(inner)) return `Write \`${key}: ${plainLine(inner, LONGEST)}\`.`
  return key === 'parameters'
    ? 'Put them into a YAML file of their own, and write its path, such as `parameters: prep/parameters.yaml`.'
    : undefined
}

const NUMBER = /^\s*(?:[<>]=?|[≥≤=])?\s*([-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?)\s*(%?)\s*$/i

/** What to write where a number belongs, in place of a text that is meant to be one; undefined for any other value. */
export function adviseNumber(path: YamlPath, value: Value): string | undefined {
  const [, digits, percent] = (typeof value === 'string' ? NUMBER.exec(value) : undefined) ?? []
  if (digits === undefined) return undefined
  const meant = percent ? Number((Number(digits) / 100).toPrecision(15)) : Number(digits)
  return `Write \`${String(path.at(-1))}: ${meant}\`${percent ? '' : ', without quotes'}.`
}
