import type { Problem } from '../../facts/problem.ts'
import { countNoun, endSentence } from '../format.ts'
import type { Gate, Report } from '../report.ts'
import { keepFirstHints } from './hints.ts'
import { placeLink } from './links.ts'
import { escapeProse, foldDetails, joinParagraphs, quoteCode } from './markdown.ts'
import type { View } from './room.ts'

/** Errors in the user's files, open; what only deserves a look is folded. */
export function problemSection(report: Report, view: View): string {
  const isError = ({ severity }: Problem) => severity === 'error'
  const ordered = [...report.problems.filter(isError), ...report.problems.filter((one) => !isError(one))]
  const told = keepFirstHints(ordered, [report.hint])
  const errors = told.filter(isError)
  const others = told.filter((one) => !isError(one))
  const list = (problems: readonly Problem[]) => listOf(problems, report, view)
  return joinParagraphs([
    list(errors),
    others.length === 0 ? '' : foldDetails(countNoun(others.length, 'warning'), list(others)),
  ])
}

function listOf(problems: readonly Problem[], { commit }: Report, { room, links }: View): string {
  const lines = problems.slice(0, room.problems).map((problem) => {
    const hint = problem.hint === undefined ? '' : ` ${escapeProse(problem.hint, room.text)}`
    return `- ${placeLink(problem, commit, links)} ${endSentence(escapeProse(problem.message, room.text))}${hint}`
  })
  const rest = problems.length - lines.length
  return [...lines, ...(rest > 0 ? [`- ${countNoun(rest, 'more', 'more')} in report.json`] : [])].join('\n')
}

/** The broken gates, each with its line of benchmark.yaml. */
export function gateSection({ gates, commit }: Report, { room, links }: View): string {
  const broken = gates.filter(({ status }) => status === 'broken')
  const lines = broken.slice(0, room.problems).map((gate, at) => {
    // The first one's is that of the whole report.
    const hint =
      at === 0 || gate.hint === undefined || gate.hint === broken[0]?.hint
        ? ''
        : ` ${escapeProse(gate.hint, room.text)}`
    return `- ${lineOf(gate, room.text)} (${placeLink(gate, commit, links)})${hint}`
  })
  const rest = broken.length - lines.length
  return [...lines, ...(rest > 0 ? [`- ${countNoun(rest, 'more', 'more')} in report.json`] : [])].join('\n')
}

const lineOf = ({ metric, text, reason }: Gate, most: number) =>
  `${quoteCode(metric, 100)} ${escapeProse(text, 100)}${reason === undefined ? '' : `: ${escapeProse(reason, most)}`}`
