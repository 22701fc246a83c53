import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { uploadReport } from '../github/artifact.ts'
import { type GitHub, openGitHub } from '../github/client.ts'
import { upsertComment } from '../github/comment.ts'
import { CHECK_BUDGET, publishResults } from '../github/results-check.ts'
import type { Warning } from '../github/warning.ts'
import type { Job } from '../job/job.ts'
import { renderComment } from '../report/page/comment.ts'
import type { Links } from '../report/page/links.ts'
import { renderSummary } from '../report/page/summary.ts'
import type { Report } from '../report/report.ts'
import type { Runner } from '../runner/runner.ts'

/** What is left to say after GitHub was told, or could not be. */
export interface Told {
  readonly notices: readonly string[]
  readonly warnings: readonly string[]
}

/** Where the links of a report lead; undefined outside a repository. */
export function linksTo({ serverUrl, repository }: Runner, artifactUrl?: string): Links | undefined {
  if (repository === undefined) return undefined
  const links = { serverUrl, repository: `${repository.owner}/${repository.repo}` }
  return artifactUrl === undefined ? links : { ...links, artifactUrl }
}

/**
 * Uploads the report, writes the pull request's comment, or keeps the results at a pushed commit. Nothing here fails the
 * job: what GitHub refuses comes back as a warning that says what to change.
 */
export async function tellGitHub(report: Report, job: Job): Promise<Told> {
  const { inputs, runner, trigger } = job
  const artifact = await uploadArtifact(job)
  const artifactUrl = 'url' in artifact ? artifact.url : undefined
  const links = linksTo(runner, artifactUrl)
  const answers: (object | Warning)[] = [artifact]
  // The job that tested has told about the test.
  const isToTell =
    inputs.mode !== 'submit' && (trigger.kind === 'pull_request' || pushedTo(trigger) !== undefined)
  if (isToTell && (inputs.token === undefined || runner.repository === undefined)) {
    answers.push({
      notice: 'There is no token, so nothing is written to GitHub; the report is in the job summary.',
    })
  } else if (isToTell && inputs.token !== undefined) {
    const github = await openGitHub({ token: inputs.token, apiUrl: runner.apiUrl })
    answers.push(await (trigger.kind === 'pull_request' ? comment : keepResults)(report, github, job, links))
  }
  return {
    notices: answers.flatMap((answer) => ('notice' in answer ? [String(answer.notice)] : [])),
    warnings: answers.flatMap((answer) => ('warning' in answer ? [answer.warning] : [])),
  }
}

/** The commit of a branch whose results later pull requests may be compared with; a schedule keeps them fresh. */
function pushedTo(trigger: Job['trigger']): string | undefined {
  if (trigger.kind === 'pull_request' || !trigger.ref?.startsWith('refs/heads/')) return undefined
  return trigger.kind === 'push' || KEEPING.includes(trigger.name) ? trigger.sha : undefined
}

// Not merge_group: the commit of a queue is nobody's ancestor when the queue is built anew.
const KEEPING: readonly string[] = ['schedule', 'workflow_dispatch']

function uploadArtifact({ inputs, runner, folders }: Job) {
  return uploadReport({
    files: readdirSync(folders.report, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
    folder: folders.report,
    config: inputs.config,
    job: runner.run?.job ?? 'job',
    attempt: runner.run?.attempt ?? 1,
    ...(runner.run === undefined ? {} : { runUrl: runner.run.url }),
    environment: process.env,
  })
}

type Tell = (report: Report, github: GitHub, job: Job, links: Links | undefined) => Promise<object | Warning>

const comment: Tell = async (report, github, { inputs, runner, trigger }, links) => {
  const { repository, run } = runner
  if (trigger.kind !== 'pull_request' || repository === undefined) return {}
  return upsertComment({
    github,
    ...repository,
    number: trigger.number,
    fork: trigger.fork,
    key: { config: inputs.config, workflow: run?.workflow ?? '', job: run?.job ?? '' },
    state: { sha: trigger.headSha, run: run?.id ?? 0, attempt: run?.attempt ?? 1 },
    render: (budget) => renderComment(report, { ...budget, ...(links === undefined ? {} : { links }) }),
  })
}

const keepResults: Tell = async (report, github, { inputs, runner, trigger }, links) => {
  const sha = pushedTo(trigger)
  if (sha === undefined || runner.repository === undefined || report.results === undefined) return {}
  return publishResults({
    github,
    ...runner.repository,
    sha,
    config: inputs.config,
    results: report.results,
    gated: report.gates.map(({ metric }) => metric),
    title: report.reason,
    summary: renderSummary(report, { budget: CHECK_BUDGET, ...(links === undefined ? {} : { links }) }),
  })
}
