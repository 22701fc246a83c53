import { formatBytes } from '../../words/size.ts'
import { formatSeconds } from '../format.ts'
import { describeAskedGpus, describeOfferedGpus } from '../gpu-words.ts'
import type { Report, StepReport } from '../report.ts'
import { escapeProse, foldDetails, joinParagraphs, renderTable } from './markdown.ts'
import type { View } from './room.ts'

interface Figure {
  readonly title: string
  readonly show: (step: StepReport) => string | undefined
}

const bytes =
  (name: 'bytesRead' | 'bytesWritten' | 'peakGpuMemory') =>
  ({ [name]: value }: StepReport): string | undefined =>
    value === undefined ? undefined : formatBytes(value)

const FIGURES: readonly Figure[] = [
  {
    title: 'CPU time',
    show: ({ cpuSeconds }) => (cpuSeconds === undefined ? undefined : formatSeconds(cpuSeconds)),
  },
  { title: 'cores', show: cores },
  { title: 'read from disk', show: bytes('bytesRead') },
  { title: 'written', show: bytes('bytesWritten') },
  { title: 'peak GPU memory', show: bytes('peakGpuMemory') },
]

/** How many cores were busy on average; a run of a moment has no average. */
function cores({ cpuSeconds, seconds }: StepReport): string | undefined {
  return cpuSeconds === undefined || seconds < 1 ? undefined : (cpuSeconds / seconds).toFixed(1)
}

/** The GPUs, and what each container used besides time and memory, folded; only the columns that have a figure. */
export function usageSection({ steps, gpus, host }: Report, { room }: View): string {
  const used = steps.filter((step) => FIGURES.some(({ show }) => show(step) !== undefined))
  if (!room.images || (used.length === 0 && gpus === undefined)) return ''
  const figures = FIGURES.filter(({ show }) => used.some((step) => show(step) !== undefined))
  const words =
    gpus === undefined
      ? ''
      : `${describeOfferedGpus(host.engine ?? 'The engine', gpus.offered)} ${describeAskedGpus(gpus.asked)}`
  const columns = figures.map(({ title }) => ({ title, align: 'right' }) as const)
  const rows = used.map((step) => [step.name, ...figures.map(({ show }) => show(step) ?? '–')])
  return foldDetails(
    'CPU, disk and GPU',
    joinParagraphs([
      escapeProse(words, room.text),
      renderTable([{ title: 'step', align: 'left' }, ...columns], rows),
    ]),
  )
}
