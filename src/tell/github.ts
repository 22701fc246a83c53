import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { known } from '../facts/known.ts'
import { uploadReport } from '../github/artifact.ts'
import { type GitHub, openGitHub } from '../github/client.ts'
import { upsertComment } from '../github/comment.ts'
import { CHECK_BUDGET, publishResults } from '../github/results-check.ts'
import type { Warning } from '../github/warning.ts'
import type { GitHubPlace, Job } from '../job/job.ts'
import { makeTitle } from '../report/format.ts'
import { renderComment } from '../report/page/comment.ts'
import type { Links } from '../report/page/links.ts'
import { renderSummary } from '../report/page/summary.ts'
import type { Report } from '../report/report.ts'
import { type Answer, collectTold, type Told } from './answers.ts'

/** Where the links of a report lead; undefined outside a repository. */
export function linkTo({ serverUrl, repository }: GitHubPlace, artifactUrl?: string): Links | undefined {
  if (repository === undefined) return undefined
  return known({ serverUrl, repository: `${repository.owner}/${repository.repo}`, artifactUrl })
}

/** What of a job is needed to tell GitHub about it. */
type TelledJob = Pick<Job, 'config' | 'github' | 'run' | 'variant' | 'trigger' | 'folders'>

/**
 * Uploads the report, and unless the test is known already writes the pull request's comment, or keeps the results at a pushed
 * commit. Nothing here fails the job: what GitHub refuses comes back as a warning that says what to change.
 */
export async function tellGitHub(report: Report, job: TelledJob, isKnown: boolean): Promise<Told> {
  const { github: place, trigger } = job
  const { token, apiUrl, repository } = place
  const artifact = existsSync(job.folders.report) ? await uploadArtifact(job) : undefined
  const artifactUrl = artifact !== undefined && 'url' in artifact ? artifact.url : undefined
  const links = linkTo(place, artifactUrl)
  const answers: Answer[] = [artifact ?? {}]
  const isToTell = !isKnown && (trigger.kind === 'pull_request' || pushedTo(trigger) !== undefined)
  if (isToTell && (token === undefined || repository === undefined)) {
    answers.push({
      notice: 'There is no token, so nothing is written to GitHub; the report is in the job summary.',
    })
  } else if (isToTell && token !== undefined) {
    const github = await openGitHub({ token, apiUrl })
    answers.push(await (trigger.kind === 'pull_request' ? comment : keepResults)(report, github, job, links))
  }
  return collectTold(answers)
}

/** The commit of a branch whose results later pull requests may be compared with; a schedule keeps them fresh. */
function pushedTo(trigger: Job['trigger']): string | undefined {
  if (trigger.kind === 'pull_request' || !trigger.ref?.startsWith('refs/heads/')) return undefined
  return trigger.kind === 'push' || KEEPING.includes(trigger.name) ? trigger.sha : undefined
}

// Not merge_group: the commit of a queue is nobody's ancestor when the queue is built anew.
const KEEPING: readonly string[] = ['schedule', 'workflow_dispatch']

function uploadArtifact({ config, github: { hasArtifacts, serverUrl }, run, folders }: TelledJob) {
  return uploadReport(
    known({
      files: readdirSync(folders.report, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
      folder: folders.report,
      config,
      job: run?.job ?? 'job',
      attempt: run?.attempt ?? 1,
      runUrl: run?.url,
      hasStore: hasArtifacts,
      serverUrl,
    }),
  )
}

type Tell = (
  report: Report,
  github: GitHub,
  job: TelledJob,
  links: Links | undefined,
) => Promise<object | Warning>

const comment: Tell = async (
  report,
  github,
  { config, github: { repository }, run, variant, trigger },
  links,
) => {
  if (trigger.kind !== 'pull_request' || repository === undefined) return {}
  return upsertComment({
    github,
    ...repository,
    number: trigger.number,
    fork: trigger.fork,
    key: known({ config, workflow: run?.workflow ?? '', job: run?.job ?? '', variant }),
    state: { sha: trigger.headSha, run: run?.id ?? 0, attempt: run?.attempt ?? 1 },
    render: (budget) => renderComment(report, known({ ...budget, links })),
  })
}

const keepResults: Tell = async (report, github, { config, github: { repository }, trigger }, links) => {
  const sha = pushedTo(trigger)
  if (sha === undefined || repository === undefined || report.results === undefined) return {}
  return publishResults({
    github,
    ...repository,
    sha,
    config,
    results: report.results,
    gated: report.gates.map(({ metric }) => metric),
    title: makeTitle(report.reason),
    summary: renderSummary(report, known({ budget: CHECK_BUDGET, links })),
  })
}
