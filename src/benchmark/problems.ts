import type { Finding } from '../containers/finding.ts'
import { known } from '../facts/known.ts'
import type { Problem } from '../facts/problem.ts'
import { hideUrlSecrets } from '../words/signed-url.ts'
import { plainLine, quoteName } from '../words/text.ts'
import type { TextPlace, YamlDocument, YamlPath, YamlProblem } from '../yaml/yaml.ts'
import type { Position } from './benchmark.ts'
import type { FileFault } from './context.ts'

/** A YAML file of the repository that was read: its path there, and where things are in it. */
export interface ReadFile {
  readonly file: string
  readonly placeOf: (path: YamlPath, of: 'key' | 'value') => TextPlace
}

/** A finding with its file and line; words that come from the file are made harmless. */
export function toProblem(
  { file, placeOf }: ReadFile,
  { severity, path, of, message, hint, code, bars }: Finding,
): FileFault {
  return known({ ...problemAt(file, severity, message, hint, placeOf(path, of)), code, bars })
}

export function problemAt(
  file: string,
  severity: Problem['severity'],
  message: string,
  hint: string,
  place?: TextPlace,
): Problem {
  return known({
    severity,
    file: plainLine(file, 1_000),
    line: place?.line,
    column: place?.column,
    message: plainLine(hideUrlSecrets(message), 2_000),
    hint: hint === undefined ? undefined : plainLine(hideUrlSecrets(hint), 2_000),
  })
}

/** What is wrong in a YAML document, with the key whose value it is. */
export const tellYaml = ({ path = [], message }: Pick<YamlProblem, 'path' | 'message'>): string =>
  path.length === 0 ? message : `${quoteName(path.join('.'), 200)}: ${message}`

const LOOK = 'Look at this line and the one before it.'

/** The problems of a document that cannot be used; `what` is what the file is. */
export const unreadProblems = (
  file: string,
  { problems }: Extract<YamlDocument, { ok: false }>,
  what: string,
): readonly Problem[] =>
  problems.slice(0, 20).map(({ hint = LOOK, code, line, column, ...problem }) =>
    known({
      ...problemAt(file, 'error', `${what}: ${tellYaml(problem)}`, hint, { line, column }),
      code,
    }),
  )

export const findPosition = ({ file, placeOf }: ReadFile, path: YamlPath, of: 'key' | 'value'): Position => ({
  file,
  ...placeOf(path, of),
})
