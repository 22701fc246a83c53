import { packResults } from '../report/results-payload.ts'
import type { Value } from '../yaml/value.ts'
import type { GitHub } from './client.ts'
import { makeWarning, type RepositoryName, type Warning } from './warning.ts'

/** Bytes of a check run's summary and text each; GitHub counts bytes here. */
export const CHECK_BUDGET = 65_535

/** The check run that carries the results of one benchmark. */
export const nameCheckRun = (config: string): string => `medperf-benchmark (${config})`

export interface ResultsRequest extends RepositoryName {
  readonly github: GitHub
  /** The pushed commit. */
  readonly sha: string
  /** Path of benchmark.yaml. */
  readonly config: string
  readonly results: Value
  /** Names of the metrics that have a gate: they are kept when not all fit. */
  readonly gated: readonly string[]
  /** The first line of the report, and the report within `CHECK_BUDGET` bytes of Markdown. */
  readonly title: string
  readonly summary: string
}

export interface ResultsDone {
  readonly url: string
  /** What did not fit. */
  readonly notice?: string
}

/** Keeps the results at their commit for the pull requests to come. Never throws. */
export async function publishResults(request: ResultsRequest): Promise<ResultsDone | Warning> {
  const { github, owner, repo, sha, config, results, gated, title, summary } = request
  const { text, kept } = packResults(config, results, gated, CHECK_BUDGET - VISIBLE.length)
  if (kept === 'none') {
    return {
      warning: `The results are too many to be kept at the commit: no pull request will be compared with ${sha.slice(0, 7)}. Give the metrics that matter a gate in benchmark.yaml: these are kept first.`,
    }
  }
  try {
    const { data } = await github.rest.checks.create({
      owner,
      repo,
      name: nameCheckRun(config),
      head_sha: sha,
      status: 'completed',
      // It informs; the job's own status is what a branch rule should ask for.
      conclusion: 'neutral',
      output: { title: title.slice(0, 255), summary, text: `${VISIBLE}${text}` },
    })
    const url = data.html_url ?? ''
    if (kept === 'all') return { url }
    return {
      url,
      notice:
        'Of these results only the metrics with a gate were kept for later pull requests: all of them are too many.',
    }
  } catch (error) {
    return makeWarning(error, {
      what: 'The results could not be kept at the commit, so pull requests cannot be compared with it',
      permission: 'checks: write',
    })
  }
}

const VISIBLE = 'Later pull requests are compared with the results of this commit, which this text holds.\n\n'
