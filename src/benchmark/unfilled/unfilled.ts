import { type Finding, warnValue, wrongValue } from '../../containers/finding.ts'
import {
  FILL_IN,
  findBlankWord,
  findPlaceholder,
  findStrayTemplate,
  findTemplate,
} from '../../words/placeholder.ts'
import { quoteName } from '../../words/text.ts'
import { isMapping, type Value } from '../../yaml/value.ts'
import type { YamlPath } from '../../yaml/yaml.ts'

const CODE = 'template-not-filled'

const sayUnfilled = (path: YamlPath, found: string): string =>
  `\`${path.join('.')}\` has ${quoteName(found)} in it, which nobody filled in`

/** A name is for ever, and an address leads nowhere, with a placeholder in it. */
export function refuseUnfilled(text: string, path: YamlPath): readonly Finding[] {
  const found = findPlaceholder(text)
  return found === undefined ? [] : [wrongValue(path, sayUnfilled(path, found), FILL_IN, CODE)]
}

/** A sentence may speak of templates. */
export function warnOfUnfilled(text: string, path: YamlPath): readonly Finding[] {
  const found = findTemplate(text) ?? findBlankWord(text)
  return found === undefined ? [] : [warnValue(path, sayUnfilled(path, found), FILL_IN, CODE)]
}

/** So many are told of a document. */
const MOST = 10

/** Templates in the texts of a configuration or of parameters. */
export const findUnfilled = (document: Value): readonly Finding[] =>
  [...walk(document, [])]
    .slice(0, MOST)
    .map(({ path, found }) => warnValue(path, sayUnfilled(path, found), FILL_IN, CODE))

interface Found {
  readonly path: YamlPath
  readonly found: string
}

function* walk(value: Value, path: YamlPath): Generator<Found> {
  const found = typeof value === 'string' ? findStrayTemplate(value) : undefined
  if (found !== undefined) yield { path, found }
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* walk(item, [...path, index])
  else if (isMapping(value))
    for (const [key, item] of Object.entries(value)) yield* walk(item, [...path, key])
}
