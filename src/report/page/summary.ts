import type { Report } from '../report.ts'
import type { Links } from './links.ts'
import { countUtf8Bytes } from './markdown.ts'
import { renderLeast, renderPage } from './page.ts'
import type { PageRoom } from './room.ts'

/** Bytes of a job summary: GitHub drops one of more than 1 MiB altogether. */
export const SUMMARY_BUDGET = 900 * 1024

const SHORTENED = 'Shortened: all of it is in report.json.'

const FULL: PageRoom = {
  logLines: 50,
  logWidth: 2_000,
  metrics: 50,
  foldedMetrics: 5_000,
  problems: 1_000,
  text: 2_000,
  images: true,
  shortened: '',
}

const ROOMS: readonly PageRoom[] = [
  FULL,
  { ...FULL, logWidth: 500, foldedMetrics: 1_000, problems: 200, text: 500, shortened: SHORTENED },
  {
    ...FULL,
    logLines: 20,
    logWidth: 200,
    metrics: 20,
    foldedMetrics: 0,
    problems: 20,
    text: 200,
    shortened: SHORTENED,
  },
]

export interface SummaryOptions {
  readonly links?: Links
  /** Bytes in UTF-8. */
  readonly budget?: number
}

/** The report as Markdown for the job summary and for `summary.md`: never more bytes than the budget. */
export function renderSummary(
  report: Report,
  { links, budget = SUMMARY_BUDGET }: SummaryOptions = {},
): string {
  for (const room of ROOMS) {
    const page = renderPage(report, { room, links })
    if (countUtf8Bytes(page) < budget) return `${page}\n`
  }
  const least = renderLeast(report, { room: { ...FULL, text: 100, shortened: SHORTENED }, links })
  return countUtf8Bytes(least) < budget ? `${least}\n` : `${SHORTENED}\n`
}
