import type { Failure, FailurePart } from '../facts/failure.ts'
import { known } from '../facts/known.ts'
import { plainLine, quoteName } from '../words/text.ts'
import { formatCount, joinWords, quoteTitle } from './format.ts'
import type { Report } from './report.ts'
import { groupFailed, sayStep } from './step-words.ts'

/** One annotation of a workflow run; `properties` are those of `@actions/core`, which escapes them as it prints. */
export interface Annotation {
  readonly kind: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly properties?: {
    readonly title: string
    readonly file?: string
    readonly startLine?: number
    readonly startColumn?: number
  }
}

/** The runner shows ten of a kind and drops the others without a word. */
const MOST = 10

/**
 * What a run has to say about lines of files and about steps; a run that did not pass has an error. Of more than ten of
 * a kind there are nine and a tenth that says how many more there are and where.
 */
export function listAnnotations(report: Report): readonly Annotation[] {
  const all = [...ofProblems(report), ...ofFatal(report), ...ofSteps(report), ...ofGates(report)]
  return KINDS.flatMap((kind) => limited(all, kind))
}

const KINDS = ['error', 'warning', 'notice'] as const

function limited(all: readonly Annotation[], kind: Annotation['kind']): readonly Annotation[] {
  const some = all.filter((one) => one.kind === kind)
  if (some.length <= MOST) return some
  const rest = some.length - (MOST - 1)
  const message = `${formatCount(rest)} more of this kind are in the summary of the run and in report.json.`
  return [...some.slice(0, MOST - 1), { kind, message, properties: { title: `${formatCount(rest)} more` } }]
}

const ofProblems = ({ problems, benchmark }: Report): readonly Annotation[] =>
  problems.map(({ severity, file, line, column, message, hint }) => ({
    kind: severity,
    message: say(message, hint),
    properties: {
      title: quoteTitle(benchmark.name ?? benchmark.config),
      ...position({ file, line, column }),
    },
  }))

const ofFatal = ({ verdict, reason, hint }: Report): readonly Annotation[] =>
  verdict === 'error'
    ? [{ kind: 'error', message: say(reason, hint), properties: { title: 'Nothing was run' } }]
    : []

const ofSteps = ({ steps }: Report): readonly Annotation[] =>
  groupFailed(steps).flatMap(({ names, failure }) => {
    const [step, title] = [joinWords(names), `${joinWords(names)} failed`]
    if (failure === undefined) return [{ kind: 'error' as const, message: title, properties: { title } }]
    return listParts(failure).map(({ message, hint, file, line, column }) => ({
      kind: 'error' as const,
      message: say(sayStep(step, message), hint),
      properties: file === undefined ? { title } : { title, ...position({ file, line, column }) },
    }))
  })

/** What has no line of a file is one annotation. */
function listParts({ message, hint, parts = [] }: Failure): readonly FailurePart[] {
  const [placed, others] = [
    parts.filter(({ file }) => file !== undefined),
    parts.filter(({ file }) => file === undefined),
  ]
  if (placed.length === 0) return [known({ message, hint })]
  const [first] = others
  if (first === undefined) return placed
  return [...placed, { ...first, message: others.map((one) => one.message).join('; ') }]
}

const ofGates = ({ gates }: Report): readonly Annotation[] =>
  gates.flatMap(({ status, metric, text, reason, hint, file, line, column }) =>
    status === 'broken'
      ? [
          {
            kind: 'error',
            message: say(`${quoteName(metric)} ${text}: ${reason ?? 'broken'}`, hint),
            properties: {
              title: `Gate broken: ${quoteTitle(metric)}`,
              ...position({ file, line, column }),
            },
          },
        ]
      : [],
  )

const say = (message: string, hint: string | undefined) =>
  [message, ...(hint === undefined ? [] : [hint])].map((line) => plainLine(line, 2_000)).join('\n')

interface Place {
  readonly file: string
  readonly line: number | undefined
  readonly column: number | undefined
}

const position = ({ file, line, column }: Place) =>
  known({
    file: plainLine(file, 1_000),
    startLine: line,
    startColumn: line === undefined || column === undefined ? undefined : column,
  })
