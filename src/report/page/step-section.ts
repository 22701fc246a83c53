import { formatBytes } from '../../words/size.ts'
import { clipText } from '../clip.ts'
import { countNoun, formatSeconds } from '../format.ts'
import type { Report, StepReport } from '../report.ts'
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
      const { failure } = step
      const reason =
        failure === undefined ? '' : escapeProse(`${step.name} ${failure.message}`, view.room.text)
      const hint = failure?.hint === undefined ? '' : escapeProse(failure.hint, view.room.text)
      return foldDetails(
        `${step.name} failed too`,
        joinParagraphs([[reason, hint].filter(Boolean).join('. '), log]),
      )
    }),
  )
}

function logOf({ name, logTail }: StepReport, { room, links }: View): string {
  const lines = room.logLines === 0 ? [] : logTail.slice(-room.logLines)
  if (lines.length === 0) return ''
  const whole = links?.artifactUrl === undefined ? '' : ` (${renderLink('whole log', links.artifactUrl)})`
  const count = lines.length === 1 ? 'last line' : `last ${countNoun(lines.length, 'line')}`
  return `The ${count} of ${quoteCode(name)}${whole}:\n${fenceCode(lines.map((line) => clipText(line, room.logWidth)))}`
}
