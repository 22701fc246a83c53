import { type Finding, warnValue, wrongKey, wrongValue } from '../../containers/finding.ts'
import { makeRead, type Read } from '../../containers/read.ts'
import type { Problem } from '../../facts/problem.ts'
import { quoteName } from '../../words/text.ts'
import { findLeaves } from '../../yaml/find.ts'
import { nameKind, writeNamed } from '../../yaml/kind.ts'
import { explainUnholdable } from '../../yaml/sendable.ts'
import { isMapping, type Value } from '../../yaml/value.ts'
import { parseYaml, type YamlRead } from '../../yaml/yaml.ts'
import { problemAt, toProblem, unreadProblems } from '../problems.ts'
import { findUnfilled } from '../unfilled/unfilled.ts'

/**
 * Reads a parameters file; an empty one is `{}`. The server holds everything, but no client reads back what is no mapping
 * (docs/medperf.md 12.4).
 */
export function readParameters(bytes: Buffer, file: string): Read<Value, Problem> {
  const document = parseYaml(bytes)
  if (!document.ok)
    return { findings: unreadProblems(file, document, 'these parameters cannot be registered') }
  const value = document.value ?? {}
  const { placeOf } = document
  const findings = isMapping(value)
    ? [...unholdable(value), ...notFinite(value), ...findUnfilled(value)].map((finding) =>
        toProblem({ file, placeOf }, finding),
      )
    : [toProblem({ file, placeOf: () => ({ line: 1, column: 1 }) }, noMapping(value))]
  const isWrong = findings.some(({ severity }) => severity === 'error')
  return makeRead(isWrong ? undefined : value, [...duplicateWarnings(file, document), ...findings])
}

const noMapping = (value: Value): Finding =>
  wrongValue(
    [],
    `the parameters are ${nameKind(value)}, and MedPerf’s client reads only a mapping of names to values`,
    `Write it under a name, for example ${quoteName(writeNamed('value', value))}, and let the container read that.`,
    'parameters-not-mapping',
  )

/** So many are told. */
const MOST = 10

const unholdable = (value: Value): readonly Finding[] =>
  findLeaves(value, (leaf) => explainUnholdable(leaf) !== undefined)
    .slice(0, MOST)
    .map(({ path, isKey, value: leaf }) => {
      const make = isKey ? wrongKey : wrongValue
      const why = `the parameter ${quoteName(path.join('.'), 200)} ${explainUnholdable(leaf)}${isKey ? ' in its name' : ''}, which no MedPerf server can hold`
      return make(path, why, 'Write plain text and numbers there.', 'not-storable')
    })

const notFinite = (value: Value): readonly Finding[] => {
  const [first] = findLeaves(value, (leaf) => typeof leaf === 'number' && !Number.isFinite(leaf))
  if (first === undefined) return []
  const why = 'MedPerf turns `.nan` and `.inf` in parameters into text'
  return [warnValue(first.path, why, 'Use another value to stand for them.', 'parameter-not-finite')]
}

/** Keys that are there twice: MedPerf takes the last one without a word (docs/medperf.md 17.1). */
export const duplicateWarnings = (file: string, { duplicates }: YamlRead): readonly Problem[] =>
  duplicates.map(({ name, line, column }) =>
    problemAt(
      file,
      'warning',
      `the key \`${name}\` is there twice, and the last one counts`,
      'This looks like a slip.',
      { line, column },
    ),
  )
