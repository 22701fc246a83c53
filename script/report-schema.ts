import { writeFileSync } from 'node:fs'
import * as z from 'zod'
import { ReportSchema } from '../src/report/report.ts'

/** The JSON Schema of report.json, as `schema/report.schema.json` has it. */
export function reportSchema(): string {
  // What a schema cannot say is any JSON: the results.
  const schema = z.toJSONSchema(ReportSchema, { unrepresentable: 'any' })
  return `${JSON.stringify({ $id: ID, title: 'Report of the MedPerf benchmark action', ...schema }, null, 2)}\n`
}

const ID = 'https://raw.githubusercontent.com/medperf/benchmark-action/v1/schema/report.schema.json'

if (import.meta.main) writeFileSync(new URL('../schema/report.schema.json', import.meta.url), reportSchema())
