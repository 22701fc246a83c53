import { formatBytes } from '../../words/size.ts'
import { clipText } from '../clip.ts'
import { countNoun, formatSeconds } from '../format.ts'
import type { Report, StepReport } from '../report.ts'
import { sayStep } from '../step-words.ts'
import {
  escapeProse,
  fenceCode,
  foldDetails,
  joinParagraphs,
  quoteCode,
  renderLink,
  renderTable,
} from './markdown.ts'
import type { View } from './room.ts'

/** The table of steps: how each ended, how long it took, and its peak memory. */
export function stepSection({ steps }: Report, { room }: View): string {
  const hasMemory = steps.some(({ peakMemory }) => peakMemory !== undefined)
  return renderTable(
    [
      { title: 'step', align: 'left' },
      { title: '', align: 'left' },
      { title: 'time', align: 'right' },
      ...(hasMemory ? ([{ title: 'peak memory', align: 'right' }] as const) : []),
    ],
    steps.map((step) => [
      step.name,
      outcome(step, room.text),
      step.seconds === 0 ? '–' : formatSeconds(step.seconds),
      ...(hasMemory ? [step.peakMemory === undefined ? '–' : formatBytes(step.peakMemory)] : []),
    ]),
  )
}

function outcome({ status, skipped }: StepReport, most: number): string {
  if (status === 'passed') return '✅'
  if (status === 'failed') return '❌'
  return `skipped${skipped === undefined ? '' : `: ${escapeProse(skipped, Math.min(most, 200))}`}`
}

/** The last lines of every failed step: the first one's open, the others' with their reason folded. */
export function logSection({ steps }: Report, view: View): string {
  const failed = steps.filter(({ status }) => status === 'failed')
  return joinParagraphs(
    failed.map((step, at) => {
      const log = logOf(step, view)
      if (at === 0) return log
      return foldDetails(
        `${step.name} failed too`,
        joinParagraphs([reasonOf(step, failed.slice(0, at), view), log]),
      )
    }),
  )
}

/** Why a step failed too; what was told of an earlier one is not told again. */
function reasonOf({ name, failure }: StepReport, earlier: readonly StepReport[], { room }: View): string {
  if (failure === undefined) return ''
  const { message, hint } = failure
  const same = earlier.find((step) => step.failure?.message === message)
  const reason = same === undefined ? sayStep(name, message) : `${name} failed as ${same.name} did`
  const isTold = hint === undefined || earlier.some((step) => step.failure?.hint === hint)
  return [reason, ...(isTold ? [] : [hint])].map((text) => escapeProse(text, room.text)).join('. ')
}

/** Characters of a line that may be the very sentence of the failure, which stands above. */
const SENTENCE = 20

function logOf({ name, logTail, failure }: StepReport, { room, links }: View): string {
  const untold = logTail.filter((line) => line.length < SENTENCE || !failure?.message.includes(line))
  const lines = room.logLines === 0 ? [] : untold.slice(-room.logLines)
  if (lines.length === 0) return ''
  const whole = links?.artifactUrl === undefined ? '' : ` (${renderLink('whole log', links.artifactUrl)})`
  const count = lines.length === 1 ? 'last line' : `last ${countNoun(lines.length, 'line')}`
  return `The ${count} of ${quoteCode(name)}${whole}:\n${fenceCode(lines.map((line) => clipText(line, room.logWidth)))}`
}
