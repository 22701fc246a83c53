import type { Comparison } from './compare.ts'

/** Tells our issue from all others, whatever becomes of its title. */
export const LABEL = 'medperf-schema'
const TITLE = "MedPerf's API has moved"
const MOST = 150
const WIDEST = 300

/** An open issue with our label. */
export interface Issue {
  readonly number: number
  readonly body: string
}

/** What a repository on GitHub is asked for; each rejects where it is refused. */
export interface IssueDesk {
  readonly list: () => Promise<readonly Issue[]>
  readonly create: (title: string, body: string) => Promise<Issue>
  readonly update: (number: number, body: string) => Promise<void>
  readonly close: (number: number, comment: string) => Promise<void>
}

/**
 * Leaves one open issue where a server's description moved, and none where it agrees with one that is kept. Gives a line for the
 * log.
 */
export async function keepIssue(desk: IssueDesk, comparison: Comparison, server: string): Promise<string> {
  const [first, ...others] = (await desk.list()).toSorted((a, b) => a.number - b.number)
  if (comparison.kind === 'same') {
    const open = first === undefined ? [] : [first, ...others]
    const words = `${code(server)} describes itself as the ${code(comparison.era)} era that is kept again.`
    for (const { number } of open) await desk.close(number, words)
    return open.length === 0
      ? 'no issue is open'
      : `closed ${open.map(({ number }) => `#${number}`).join(', ')}`
  }
  const body = renderBody(comparison, server)
  for (const { number } of others) await desk.close(number, `See #${first?.number}.`)
  if (first === undefined) return `opened #${(await desk.create(TITLE, body)).number}`
  if (first.body.trim() === body.trim()) return `#${first.number} says so already`
  await desk.update(first.number, body)
  return `updated #${first.number}`
}

/** What moved, as Markdown. */
export function renderBody(
  { nearest, differences }: Extract<Comparison, { kind: 'moved' }>,
  server: string,
): string {
  const shown = differences.slice(0, MOST).map((line) => `- ${code(line)}`)
  const rest = differences.length - shown.length
  return [
    `${code(`${server}/schema/`)} agrees with none of the descriptions in \`__tests__/fixtures/openapi/\`. It is nearest to ${code(nearest)}:`,
    '',
    ...shown,
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    '',
    'Find out what it means for what this action sends and reads (`docs/medperf.md`), then keep the new description there under a name of its own. `node script/medperf-schema.ts` compares again.',
    '',
    'Written by the workflow `medperf-schema`, which updates this issue and closes it when a kept description agrees.',
  ].join('\n')
}

/** A stranger's words as code, in which they call nobody, link nowhere and end nothing. */
function code(text: string): string {
  const line = text
    .replaceAll(/[^\x20-\x7e›→]+/g, ' ')
    .replaceAll('`', "'")
    .trim()
  return `\`${line.length > WIDEST ? `${line.slice(0, WIDEST - 1)}…` : line}\``
}
