import { nameRole, type Role } from '../../facts/role.ts'
import { retireInput } from '../../medperf/plan/retire/judge.ts'
import { type Retirable, shownRow } from '../../medperf/plan/retire/list.ts'
import { endSentence } from '../format.ts'
import type { RegisteredPart, Registration, Unregistered } from '../outcome.ts'
import { escapeProse, joinParagraphs, quoteCode, renderLink } from './markdown.ts'

/** Old rows that one sentence names. */
const MOST = 20

/** What was registered, as Markdown for the job summary and the merged pull request: names, numbers, states, and who is next. */
export function renderRegistration({
  applied,
  retired,
  problem,
}: Pick<Registration, 'applied' | 'retired' | 'problem'>): string {
  const { benchmark, components, next, steps, lock } = applied
  const rows = (Object.entries(components) as [Role, RegisteredPart][]).map(
    ([role, { name, uid, state, kind }]) =>
      `| ${nameRole(role)}${kind === 'asset' ? ' (asset)' : ''} | ${quoteCode(name, 128)} | ${uid} | ${state} |`,
  )
  const body = joinParagraphs([
    `### 📮 ${quoteCode(benchmark.name, 128)} is registered on ${quoteCode(lock.server, 200)}`,
    steps.length === 0 ? 'All of it was registered already; nothing was written.' : '',
    [
      '| part | name | uid | state |',
      '|:--|:--|--:|:--|',
      ...rows,
      `| benchmark | ${quoteCode(benchmark.name, 128)} | ${benchmark.uid} | ${benchmark.state}, ${benchmark.approval} |`,
    ].join('\n'),
    next.who === 'nobody' ? '' : escapeProse(next.text, 600),
    retired.length === 0 ? '' : `Retired, so that MedPerf’s client refuses it: ${namesOf(retired)}.`,
    problem === undefined
      ? ''
      : `⚠️ ${retired.length === 0 ? 'Nothing' : 'Not everything'} was retired: ${escapeProse(endSentence(problem.message), 600)}`,
    offer(applied.stray.filter((row) => !retired.some((other) => shownRow(other) === shownRow(row)))),
  ])
  return `${body}\n\n`
}

/** A registration that did not happen, or only in part. */
interface NotDone extends Pick<Unregistered, 'message' | 'hint' | 'written' | 'isOpen'> {
  readonly benchmark: string
  readonly server: string
  /** Address of the run. */
  readonly run?: string
}

/** What was not registered and why, what is there all the same, and what to do, as Markdown for the same places. */
export function renderUnregistered(notDone: NotDone): string {
  const { benchmark, server, message, hint, written, isOpen, run } = notDone
  const what = written.length === 0 ? 'was not registered' : 'was registered only in part'
  const rows = written.map(({ object, name, uid }) => `| ${object} | ${quoteCode(name, 128)} | ${uid} |`)
  const body = joinParagraphs([
    `### ❌ ${quoteCode(benchmark, 128)} ${what} on ${quoteCode(server, 200)}`,
    `**Why:** ${escapeProse(endSentence(message), 4_000)}`,
    hint === undefined ? '' : `**What to do:** ${escapeProse(endSentence(hint), 2_000)}`,
    written.length === 0
      ? isOpen
        ? ''
        : 'This run wrote nothing to the server.'
      : ['This run wrote:', '', '| part | name | uid |', '|:--|:--|--:|', ...rows].join('\n'),
    isOpen ? 'Whether the server carried out the last request as it was sent is not known.' : '',
    `Then run ${renderLink('the workflow', run)} again${written.length > 0 || isOpen ? FOUND : '.'}`,
  ])
  return `${body}\n\n`
}

const FOUND = ': what is there is found and is not written twice.'

const namesOf = (rows: readonly Retirable[]): string =>
  rows
    .slice(0, MOST)
    .map((row) => `${shownRow(row)} ${quoteCode(row.name, 128)}`)
    .join(', ')

function offer(stray: readonly Retirable[]): string {
  if (stray.length === 0) return ''
  const input = quoteCode(`retire: ${retireInput(stray.slice(0, MOST))}`)
  return `No benchmark stands on these any more: ${namesOf(stray)}. To mark them as not valid, set the input ${input}.`
}
