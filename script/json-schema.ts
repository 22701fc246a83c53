import { readFileSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { BenchmarkSchema } from '../src/benchmark/schema.ts'

const FILE = new URL('../schema/benchmark.schema.json', import.meta.url)
const ID = 'https://raw.githubusercontent.com/medperf/benchmark-action/v1/schema/benchmark.schema.json'

/** The JSON Schema of benchmark.yaml for editors, as `schema/benchmark.schema.json` has it. */
export function benchmarkJsonSchema(): string {
  const schema = z.toJSONSchema(BenchmarkSchema, { io: 'input' })
  return `${JSON.stringify({ $id: ID, title: 'benchmark.yaml of the MedPerf benchmark action', ...schema }, null, 2)}\n`
}

/** `node script/json-schema.ts` writes the file; with `--check` it fails where the file is not what it would write. */
function main(check: boolean): void {
  const wanted = benchmarkJsonSchema()
  if (!check) writeFileSync(FILE, wanted)
  else if (readFileSync(FILE, 'utf8') !== wanted) {
    console.error('schema/benchmark.schema.json is out of date: run node script/json-schema.ts')
    process.exitCode = 1
  }
}

if (import.meta.main) main(process.argv.includes('--check'))
