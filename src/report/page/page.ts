import type { Report } from '../report.ts'
import { advice, footer, heading, notices } from './frame.ts'
import { imageSection } from './image-section.ts'
import { paragraphs } from './markdown.ts'
import { metricSection } from './metric-section.ts'
import { planDetails, planLine } from './plan-section.ts'
import { gateSection, problemSection } from './problem-section.ts'
import type { View } from './room.ts'
import { logSection, stepSection } from './step-section.ts'
import { usageSection } from './usage-section.ts'

type Section = (report: Report, view: View) => string

/** In the order in which an owner asks: what happened, why, what moved, where the time went; then the folded rest. */
const SECTIONS: readonly Section[] = [
  heading,
  advice,
  problemSection,
  gateSection,
  logSection,
  metricSection,
  stepSection,
  planLine,
  notices,
  usageSection,
  imageSection,
  planDetails,
  footer,
]

/** A report as one page of Markdown with what there is room for. */
export const renderPage = (report: Report, view: View): string =>
  paragraphs(SECTIONS.map((section) => section(report, view)))

/** The least that is worth saying: the first line, what to do, and the footer. */
export const renderLeast = (report: Report, view: View): string =>
  paragraphs([heading, advice, footer].map((section) => section(report, view)))
