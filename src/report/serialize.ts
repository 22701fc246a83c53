import type { Report } from './report.ts'

/** The text of report.json: numbers of the results digit for digit as evaluate wrote them. */
export const reportJson = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`
