import type { Report } from '../report.ts'
import { renderAdvice, renderFooter, renderHeading, renderNotices } from './frame.ts'
import { imageSection } from './image-section.ts'
import { joinParagraphs } from './markdown.ts'
import { metricSection } from './metric-section.ts'
import { planDetails, planLine } from './plan-section.ts'
import { gateSection, problemSection } from './problem-section.ts'
import type { View } from './room.ts'
import { logSection, stepSection } from './step-section.ts'
import { usageSection } from './usage-section.ts'

type Section = (report: Report, view: View) => string

/** In the order in which an owner asks: what happened, why, what moved, where the time went; then the folded rest. */
const SECTIONS: readonly Section[] = [
  renderHeading,
  renderAdvice,
  problemSection,
  gateSection,
  logSection,
  metricSection,
  stepSection,
  planLine,
  renderNotices,
  usageSection,
  imageSection,
  planDetails,
  renderFooter,
]

/** A report as one page of Markdown with what there is room for. */
export const renderPage = (report: Report, view: View): string =>
  joinParagraphs(SECTIONS.map((section) => section(report, view)))

/** The least that is worth saying: the first line, what to do, and the footer. */
export const renderLeast = (report: Report, view: View): string =>
  joinParagraphs([renderHeading, renderAdvice, renderFooter].map((section) => section(report, view)))
