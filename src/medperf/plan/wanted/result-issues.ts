import { nameKind } from '../../../yaml/kind.ts'
import { isMapping, type Value } from '../../../yaml/value.ts'
import type { Issue } from './state.ts'
import { trapWords } from './trap-words.ts'

/**
 * Why results of a report from elsewhere cannot stand as those of a benchmark: a hospital's client could not send their like, or
 * nobody's could read it back (docs/medperf.md 6.8, 8.3).
 */
export function resultIssues(results: Value = {}): readonly Issue[] {
  if (!isMapping(results)) return [noMapping(results)]
  return trapWords(results).map(
    (path): Issue => ({
      severity: 'error',
      message: `the result \`${path}\` has the word NaN or Infinity in a text: MedPerf’s own client breaks on it when a site sends its results`,
      hint: 'Let evaluate write `.nan` or `.inf`, without quotes.',
      code: 'nan-as-text',
    }),
  )
}

const noMapping = (results: Value): Issue => ({
  severity: 'error',
  message: `the results are ${nameKind(results)}, and MedPerf’s client reads only a mapping of names to values`,
  hint: 'Let evaluate write names in front of its values.',
  code: 'results-not-mapping',
})
