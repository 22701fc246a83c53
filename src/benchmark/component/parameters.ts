import { warnValue } from '../../containers/finding.ts'
import type { Read } from '../../containers/read.ts'
import type { Problem } from '../../facts/problem.ts'
import type { Value } from '../../yaml/value.ts'
import { parseYaml, type YamlRead } from '../../yaml/yaml.ts'
import { problemAt, toProblem, unreadProblems } from '../problems.ts'
import { findUnfilled } from '../unfilled/unfilled.ts'

/** Reads a parameters file; an empty one is `{}` (docs/medperf.md 12.4). */
export function readParameters(bytes: Buffer, file: string): Read<Value, Problem> {
  const document = parseYaml(bytes)
  if (!document.ok)
    return { findings: unreadProblems(file, document, 'these parameters cannot be registered') }
  const odd = hasNotFinite(document.value) ? [toProblem({ file, placeOf: document.placeOf }, NOT_FINITE)] : []
  const unfilled = findUnfilled(document.value).map((finding) =>
    toProblem({ file, placeOf: document.placeOf }, finding),
  )
  return {
    value: document.value ?? {},
    findings: [...duplicateWarnings(file, document), ...odd, ...unfilled],
  }
}

const NOT_FINITE = warnValue(
  [],
  'MedPerf turns `.nan` and `.inf` in parameters into text',
  'Use another value to stand for them.',
)

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

function hasNotFinite(value: Value): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((one) => hasNotFinite(one as Value))
  )
}
