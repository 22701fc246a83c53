import type { Links } from './links.ts'

/** How much a page may show of each thing; a page that does not fit is made again with the next smaller room. */
export interface PageRoom {
  /** The last lines of a failed step, and the characters of each. */
  readonly logLines: number
  readonly logWidth: number
  /** Metrics that are open to see, and those that are folded away. */
  readonly metrics: number
  readonly foldedMetrics: number
  readonly problems: number
  /** Characters of one message. */
  readonly text: number
  /** Whether images and hashes are listed. */
  readonly images: boolean
  /** What the footer says was left out because of the size; empty for the fullest page. */
  readonly shortened: string
}

/** What every section needs besides the report. */
export interface View {
  readonly room: PageRoom
  readonly links?: Links | undefined
}
