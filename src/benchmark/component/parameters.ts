import { warnValue } from '../../containers/finding.ts'
import type { Problem } from '../../facts/problem.ts'
import type { Value } from '../../yaml/value.ts'
import { parseYaml, type YamlRead } from '../../yaml/yaml.ts'
import { problemAt, toProblem, unreadProblems } from '../problems.ts'

/** Reads a parameters file; an empty one is `{}` (docs/medperf.md 12.4). Adds what is wrong to `problems`. */
export function readParameters(bytes: Buffer, file: string, problems: Problem[]): Value | undefined {
  const document = parseYaml(bytes)
  if (!document.ok) {
    problems.push(...unreadProblems(file, document, 'these parameters cannot be registered'))
    return undefined
  }
  problems.push(...duplicateWarnings(file, document))
  if (hasNotFinite(document.value)) {
    const finding = warnValue(
      [],
      'MedPerf turns `.nan` and `.inf` in parameters into text',
      'Use another value to stand for them.',
    )
    problems.push(toProblem({ file, placeOf: document.placeOf }, finding))
  }
  return document.value ?? {}
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

function hasNotFinite(value: Value): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((one) => hasNotFinite(one as Value))
  )
}
