import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { reportSchema } from '../../script/report-schema.ts'

it('schema/report.schema.json is what `node script/report-schema.ts` writes', () => {
  const path = new URL('../../schema/report.schema.json', import.meta.url)
  expect(readFileSync(path, 'utf8').replaceAll('\r\n', '\n')).toBe(reportSchema())
})
