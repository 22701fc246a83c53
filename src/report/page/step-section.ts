import { formatBytes } from '../../words/size.ts'
import { clip } from '../clip.ts'
import { formatSeconds, plural } from '../format.ts'
import type { Report, StepReport } from '../report.ts'
import { code, details, fenced, link, paragraphs, prose, table } from './markdown.ts'
import type { View } from './room.ts'

/** The table of steps: how each ended, how long it took, and its peak memory. */
export function stepSection({ steps }: Report, { room }: View): string {
  const hasMemory = steps.some(({ peakMemory }) => peakMemory !== undefined)
  return table(
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
  return `skipped${skipped === undefined ? '' : `: ${prose(skipped, Math.min(most, 200))}`}`
}

/** The last lines of every failed step: the first one's open, the others' with their reason folded. */
export function logSection({ steps }: Report, view: View): string {
  const failed = steps.filter(({ status }) => status === 'failed')
  return paragraphs(
    failed.map((step, at) => {
      const log = logOf(step, view)
      if (at === 0) return log
      const { failure } = step
      const reason = failure === undefined ? '' : prose(`${step.name} ${failure.message}`, view.room.text)
      const hint = failure?.hint === undefined ? '' : prose(failure.hint, view.room.text)
      return details(`${step.name} failed too`, paragraphs([[reason, hint].filter(Boolean).join('. '), log]))
    }),
  )
}

function logOf({ name, logTail }: StepReport, { room, links }: View): string {
  const lines = room.logLines === 0 ? [] : logTail.slice(-room.logLines)
  if (lines.length === 0) return ''
  const whole = links?.artifactUrl === undefined ? '' : ` (${link('whole log', links.artifactUrl)})`
  const count = lines.length === 1 ? 'last line' : `last ${plural(lines.length, 'line')}`
  return `The ${count} of ${code(name)}${whole}:\n${fenced(lines.map((line) => clip(line, room.logWidth)))}`
}
