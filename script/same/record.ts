import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FakeGitHub } from '../../stand-ins/github.ts'
import { type RunResult, runAction } from '../../stand-ins/runner.ts'
import { type Job, runOptions } from '../job.ts'
import { masked } from './masks.ts'
import { printable } from './printable.ts'
import type { Exchange } from './recorder.ts'
import { exchangeOf, showRequests } from './requests.ts'

/** Where a job runs and what sees it. */
export interface Surroundings {
  /** The checkout of the action. */
  readonly checkout: string
  readonly github: FakeGitHub
  readonly temp: string
  /** What the other servers were asked since the last call, by their name. */
  readonly takeRequests: () => Readonly<Record<string, readonly Exchange[]>>
}

/** Files by their path, as they are compared. */
type Files = Map<string, string>

const json = (value: unknown) => printable(JSON.stringify(value, null, 2))

/** Runs main and post of a job and writes everything that can be seen of it into a folder. */
export async function recordJob(job: Job, surroundings: Surroundings, into: string): Promise<void> {
  const { checkout, github, temp } = surroundings
  const before = list(job.workspace)
  const seen = github.requests.length
  surroundings.takeRequests()
  const options = { ...runOptions(job, github, temp), checkout }
  const main = await runAction({ ...options, entry: 'main' })
  const record: Files = new Map([...shown('main', main), ...reportOf(main)])
  job.after?.(main)
  const post = await runAction({ ...options, entry: 'post', state: main.state })
  for (const [path, text] of shown('post', post)) record.set(path, text)
  record.set('requests/github', showRequests(github.requests.slice(seen).map(exchangeOf)))
  for (const [name, exchanges] of Object.entries(surroundings.takeRequests()))
    record.set(`requests/${name}`, showRequests(exchanges))
  record.set(
    'left',
    [...list(temp), ...list(job.workspace).filter((name) => !before.includes(name))].join('\n'),
  )
  for (const [path, text] of remembered(github)) record.set(path, text)
  write(record, into)
}

/** What a runner and its page show of one step. */
const shown = (step: string, { code, signal, stdout, stderr, outputs, state, summary }: RunResult) => [
  [`${step}/log`, stdout] as const,
  [`${step}/stderr`, stderr] as const,
  [`${step}/summary.md`, summary] as const,
  [`${step}/end`, json({ code, signal, outputs, state })] as const,
]

/** report.json and what lies beside it. */
function reportOf({ outputs }: RunResult): readonly (readonly [string, string])[] {
  const report = outputs['report'] ?? ''
  if (!existsSync(report)) return []
  const folder = dirname(report)
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [`report/${path.slice(folder.length + 1)}`, readFileSync(path, 'utf8')])
}

/** What a GitHub has by now. */
const remembered = ({ comments, contents, checks, pulls }: FakeGitHub) => [
  ...comments.map(
    ({ id, issue, user, body }) => [`comments/${issue}-${id}`, `${user.login}:\n${body}`] as const,
  ),
  ...[...contents].map(([path, { text, message }]) => [`contents/${path}`, `${message}\n\n${text}`] as const),
  ['checks', json(checks)] as const,
  ['pulls', json(pulls)] as const,
]

/** The action's own files of a folder; what begins with `_` is the runner's. */
const list = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('_'))
    .toSorted()

function write(record: Files, into: string): void {
  for (const [path, text] of record) {
    const file = join(into, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${masked(text)}\n`)
  }
}
