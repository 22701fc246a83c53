import type { Report } from '../report.ts'
import type { Links } from './links.ts'
import { countUtf8Bytes } from './markdown.ts'
import { renderLeast, renderPage } from './page.ts'
import type { PageRoom } from './room.ts'

/** Bytes of a comment; GitHub takes 65,536 characters, and tools that mirror comments often count bytes. */
export const COMMENT_BUDGET = 60_000

const SHORTENED = 'Shortened to fit a comment: all of it is in the summary of the run and in report.json.'

const FULL: PageRoom = {
  logLines: 20,
  logWidth: 300,
  metrics: 20,
  foldedMetrics: 200,
  problems: 50,
  text: 1_000,
  images: true,
  shortened: '',
}

/** From the fullest to the smallest that still lists anything. */
const ROOMS: readonly PageRoom[] = [
  FULL,
  { ...FULL, logWidth: 200, foldedMetrics: 50, problems: 30, text: 500, shortened: SHORTENED },
  { ...FULL, logLines: 10, logWidth: 160, foldedMetrics: 0, problems: 20, text: 300, shortened: SHORTENED },
  {
    ...FULL,
    logLines: 5,
    logWidth: 120,
    metrics: 10,
    foldedMetrics: 0,
    problems: 10,
    text: 200,
    images: false,
    shortened: SHORTENED,
  },
  {
    ...FULL,
    logLines: 0,
    metrics: 5,
    foldedMetrics: 0,
    problems: 3,
    text: 120,
    images: false,
    shortened: SHORTENED,
  },
]

export interface CommentOptions {
  /** The hidden lines by which the comment is found again; they come first. */
  readonly marker: string
  /** Bytes in UTF-8. */
  readonly budget?: number
  readonly links?: Links
}

/** The report as a pull request's comment: never more bytes than the budget, the marker always whole. */
export function renderComment(
  report: Report,
  { marker, budget = COMMENT_BUDGET, links }: CommentOptions,
): string {
  const rungs = [
    ...ROOMS.map((room) => () => renderPage(report, { room, links })),
    ...ROOMS.slice(-1).map((room) => () => renderLeast(report, { room, links })),
  ]
  const left = budget - countUtf8Bytes(marker) - 1
  for (const rung of rungs) {
    const page = rung()
    if (countUtf8Bytes(page) <= left) return `${marker}\n${page}`
  }
  return `${marker}\n${SHORTENED}`
}
