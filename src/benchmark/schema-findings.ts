import * as z from 'zod'
import { type Finding, wrongKey, wrongValue } from '../containers/finding.ts'
import { didYouMean, suggestName } from '../words/did-you-mean.ts'
import { hideUrlSecrets } from '../words/signed-url.ts'
import { plainLine } from '../words/text.ts'
import { isMapping, type Value } from '../yaml/value.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import { adviseNumber, adviseWords } from './long-form/advise-value.ts'
import { adviseList, adviseLongForm } from './long-form/long-form.ts'
import { BenchmarkSchema } from './schema.ts'

type Issue = z.core.$ZodIssue

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
}

/** What is wrong with the shape of benchmark.yaml, in words for people. */
export const schemaFindings = (document: Value): readonly Finding[] =>
  (BenchmarkSchema.safeParse(document).error?.issues ?? []).flatMap((issue) => explain(issue, document, []))

/** A key that is missing because it is misspelt is told once, where it stands. */
export function dropMisspelt(findings: readonly Finding[]): readonly Finding[] {
  const meant = new Set(
    findings.flatMap(({ code, path }) => {
      if (code !== 'unknown-key') return []
      const above = path.slice(0, -1)
      const name = suggestName(String(path.at(-1)), keysAt(above))
      return name === undefined ? [] : [[...above, name].join('.')]
    }),
  )
  const nameMissing = ({ code, path }: Finding) =>
    code === 'script-missing' ? 'benchmark_script' : path.join('.')
  return findings.filter((one) => one.code?.endsWith('missing') !== true || !meant.has(nameMissing(one)))
}

function explain(issue: Issue, document: Value, above: YamlPath): readonly Finding[] {
  const path = [...above, ...(issue.path as YamlPath)]
  const value = valueIn(document, path)
  if (value === undefined) return [missing(path)]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        wrongKey(
          [...path, key],
          `unknown key \`${plainLine(key, 100)}\``,
          didYouMean(key, keysAt(path)),
          'unknown-key',
        ),
      )
    case 'invalid_type':
      return [wrongType(path, value, EXPECTED[issue.expected] ?? issue.expected)]
    case 'invalid_value':
      return [notOneOf(path, value, issue.values.map(String))]
    case 'invalid_union':
      return (
        explainUnion(issue, document, path) ?? [
          wrongValue(path, `${quotePath(path)} ${issue.message}, not ${shown(value)}`, adviseOn(path)),
        ]
      )
    case 'invalid_format':
      return [wrongValue(path, `${quotePath(path)} ${issue.message}, not ${shown(value)}`, adviseOn(path))]
    case 'too_small':
      return [
        wrongValue(
          path,
          `${quotePath(path)} should be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`,
          adviseOn(path),
        ),
      ]
    default:
      return [wrongValue(path, `${quotePath(path)}: ${issue.message}`, adviseOn(path))]
  }
}

/** Of alternatives, the one whose type fits says more than that none fits. */
function explainUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  document: Value,
  path: YamlPath,
): readonly Finding[] | undefined {
  const fitting = issue.errors.filter((issues) =>
    issues.every((one) => one.path.length > 0 || one.code === 'unrecognized_keys'),
  )
  const [only, ...others] = fitting
  if (only === undefined || others.length > 0) return undefined
  return only.flatMap((one) => explain(one, document, path))
}

function missing(path: YamlPath): Finding {
  const description = schemaAt(path)?.meta()?.description
  return wrongKey(
    path,
    `${quotePath(path)} is missing`,
    description === undefined ? 'Add it.' : `Add it. ${description}`,
    'key-missing',
  )
}

function wrongType(path: YamlPath, value: Value, expected: string): Finding {
  const message = `${quotePath(path)} should be ${expected}, not ${shown(value)}`
  if (expected === 'text' && typeof value !== 'object') return wrongValue(path, message, 'Put it in quotes.')
  if (expected === 'true or false')
    return wrongValue(path, message, 'Write `true` or `false`, without quotes.')
  if (expected === EXPECTED['object'])
    return wrongValue(
      path,
      message,
      adviseLongForm(path, value) ?? listKeys(path) ?? adviseOn(path),
      'mapping-expected',
    )
  if (expected === EXPECTED['array'])
    return wrongValue(path, message, adviseList(path, value) ?? adviseOn(path), 'list-expected')
  const advise = expected === 'text' ? adviseWords : adviseNumber
  return wrongValue(path, message, advise(path, value) ?? adviseOn(path))
}

/** What belongs at a path, in the words of its schema. */
function adviseOn(path: YamlPath): string {
  const description = schemaAt(path)?.meta()?.description
  return description === undefined
    ? 'Correct it, or leave the key out.'
    : `What belongs there: ${description}`
}

function notOneOf(path: YamlPath, value: Value, values: readonly string[]): Finding {
  if (path.length === 1 && path[0] === 'version') {
    const hint = 'Write `version: 1`, or use a newer version of the action.'
    return wrongValue(
      path,
      `this version of the action reads benchmark.yaml of version 1, not ${shown(value)}`,
      hint,
    )
  }
  const list = values.map((one) => `\`${one}\``).join(', ')
  return wrongValue(
    path,
    `${quotePath(path)} should be one of ${list}, not ${shown(value)}`,
    didYouMean(String(value), values),
  )
}

/** A path as people write it: `run.tasks.infer.memory`. */
export const quotePath = (path: YamlPath): string => `\`${plainLine(path.join('.'), 200)}\``

function shown(value: Value): string {
  if (value === null) return 'nothing'
  if (typeof value === 'string') return `the text "${plainLine(hideUrlSecrets(value), 60)}"`
  if (typeof value !== 'object')
    return `\`${String(value).replace(/^(-?)(NaN|Infinity)$/, (_, sign, name) => `${sign}.${name.slice(0, 3).toLowerCase()}`)}\``
  return Array.isArray(value) ? 'a list' : 'a mapping'
}

function valueIn(document: Value, path: YamlPath): Value | undefined {
  let value: Value | undefined = document
  for (const step of path) {
    if (value === undefined || value === null || typeof value !== 'object') return undefined
    if (Array.isArray(value)) value = (value as readonly Value[])[Number(step)]
    else value = isMapping(value) && Object.hasOwn(value, step) ? value[step] : undefined
  }
  return value
}

/** The schema at a path; inside alternatives, the mapping among them. */
function schemaAt(path: YamlPath): z.ZodType | undefined {
  let schema: z.ZodType | undefined = BenchmarkSchema
  for (const step of path) {
    const inner = mappingOf(schema)
    schema =
      inner instanceof z.ZodObject
        ? inner.shape[step]
        : inner instanceof z.ZodRecord
          ? (inner.valueType as z.ZodType)
          : undefined
  }
  return schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema
}

function mappingOf(schema: z.ZodType | undefined): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional) return mappingOf(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodUnion)
    return (schema.options as readonly z.ZodType[]).find((one) => one instanceof z.ZodObject)
  return schema
}

function listKeys(path: YamlPath): string | undefined {
  const keys = keysAt(path)
  return keys.length === 0 ? undefined : `It has the keys ${keys.map((key) => `\`${key}\``).join(', ')}.`
}

function keysAt(path: YamlPath): readonly string[] {
  const schema = mappingOf(schemaAt(path))
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}
