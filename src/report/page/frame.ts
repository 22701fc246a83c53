import { formatBytes } from '../../words/size.ts'
import { countNoun, formatSeconds, joinWords } from '../format.ts'
import type { Report } from '../report.ts'
import { commitLink, runLink } from './links.ts'
import { escapeProse, joinParagraphs, quoteCode } from './markdown.ts'
import type { View } from './room.ts'

const ICONS = { passed: '✅', failed: '❌', invalid: '❌', error: '⚠️' } as const

/** The first line: the verdict and its reason. */
export function renderHeading(report: Report, { room }: View): string {
  const { verdict, reason, benchmark } = report
  const name = quoteCode(benchmark.name ?? benchmark.config, 200)
  return `### ${ICONS[verdict]} ${name}${verdict === 'passed' ? '' : ':'} ${escapeProse(reason, room.text)}`
}

/** Below a red first line: what to do, and what was not even started. */
export function renderAdvice({ hint, steps }: Report, { room }: View): string {
  const waiting = steps.filter(
    ({ status, skipped }) => status === 'skipped' && / failed$/.test(skipped ?? ''),
  )
  const names = joinWords(waiting.map(({ name }) => name))
  const left = waiting.length === 0 ? '' : `${names} ${waiting.length === 1 ? 'was' : 'were'} not started.`
  return [hint === undefined ? '' : escapeProse(hint, room.text), left]
    .filter((part) => part !== '')
    .join(' ')
}

const MOST_NOTICES = 10

/** The sentences below the tables. */
export function renderNotices({ notices: all }: Report, { room }: View): string {
  const lines = all.slice(0, MOST_NOTICES).map((notice) => escapeProse(notice, room.text))
  const more =
    all.length > lines.length
      ? [`${countNoun(all.length - lines.length, 'more notice')} in report.json.`]
      : []
  return [...lines, ...more].map((line) => (all.length === 1 ? line : `- ${line}`)).join('\n')
}

/** The last lines: what was left out, then the commit, the run, the time, the machine and the version. */
export function renderFooter(report: Report, { room, links }: View): string {
  const { commit, run, seconds, action, benchmark, host } = report
  const facts = [
    ...(benchmark.config === 'benchmark.yaml' ? [] : [quoteCode(benchmark.config, 200)]),
    ...(commit === undefined ? [] : [commitLink(commit, links)]),
    ...(run === undefined ? [] : [runLink(run, links)]),
    formatSeconds(seconds),
    ...describeMachine({ ...host, gpus: report.gpus?.offered.length ?? host.gpus }),
    `benchmark-action ${escapeProse(action.version.replace(/^(?=\d)/, 'v'), 50)}`,
  ]
  return joinParagraphs([room.shortened, `<sub>${facts.join(' · ')}</sub>`])
}

/** What ran it; nothing where no engine was looked for, or found, as the first line then says. */
function describeMachine({ engine, user, cpus, memory, gpus }: Report['host']): readonly string[] {
  if (engine === undefined) return []
  const gpu = gpus === 0 ? 'no GPU' : countNoun(gpus, 'GPU')
  const room = memory === 0 ? '' : `, ${formatBytes(memory)}`
  return [`${escapeProse(engine, 100)}${asUser(user)} on ${countNoun(cpus, 'CPU')}${room}, ${gpu}`]
}

function asUser(user: Report['host']['user']): string {
  if (user === undefined) return ''
  if (user.insteadOfRoot) return ` as user ${user.uid} (nobody), because the runner is root,`
  return ` as user ${user.uid}`
}
