import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { askSchema, NoSchema, readOrigin } from './medperf-schema/ask.ts'
import { compareSchemas, type Kept } from './medperf-schema/compare.ts'
import { openDesk } from './medperf-schema/github.ts'
import { keepIssue } from './medperf-schema/issue.ts'

/*
 * Compares what a MedPerf server says of itself with the descriptions that are kept in __tests__/fixtures/openapi/:
 *
 *     node script/medperf-schema.ts                                 MedPerf's own server
 *     node script/medperf-schema.ts --server http://127.0.0.1:8000  another one
 *     node script/medperf-schema.ts --issue                         and keeps the one issue about it, with GH_TOKEN
 *
 * Ends with 1 where the server gives no description, and without --issue where it agrees with none.
 */

const SERVER = 'https://api.medperf.org'
const FOLDER = join(import.meta.dirname, '..', '__tests__', 'fixtures', 'openapi')

/** The descriptions that are kept, by the names of their files. */
export const readKept = (folder: string = FOLDER): readonly Kept[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({
      era: name.replace(/\.json$/, ''),
      document: JSON.parse(readFileSync(join(folder, name), 'utf8')),
    }))

async function main(): Promise<void> {
  const options = { server: { type: 'string' }, issue: { type: 'boolean' } } as const
  const { server = SERVER, issue = false } = parseArgs({ options }).values
  const origin = readOrigin(server)
  const comparison = compareSchemas(await askSchema(origin), readKept())
  if (comparison.kind === 'same') console.log(`${origin} describes itself as the ${comparison.era} era`)
  else {
    const { nearest, differences } = comparison
    console.log(`${origin} has moved: ${differences.length} differences to the ${nearest} era`)
    for (const line of differences) console.log(`  ${line.replaceAll(/[^\x20-\x7e›→]+/g, ' ').slice(0, 300)}`)
  }
  if (issue) {
    const { GH_TOKEN: token = '', GITHUB_REPOSITORY: repository = '', GITHUB_API_URL: apiUrl } = process.env
    const desk = openDesk({ apiUrl: apiUrl ?? 'https://api.github.com', repository, token })
    console.log(await keepIssue(desk, comparison, origin))
  } else if (comparison.kind === 'moved') process.exitCode = 1
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    if (!(error instanceof NoSchema)) throw error
    console.error(error.message)
    process.exitCode = 1
  })
}
