import type { BaseResults } from '../report/base.ts'
import { unpackResults } from '../report/results-payload.ts'
import type { GitHub } from './client.ts'
import { nameCheckRun } from './results-check.ts'
import { makeWarning, type RepositoryName, type Warning } from './warning.ts'

/** Commits that are asked for results, the nearest first, and how many at once. */
const COMMITS = 30
const AT_ONCE = 5

/** Whose check runs count: only a workflow of this very repository can write as this app (docs/base-results.md). */
const APP = 'github-actions'

export interface BaseRequest extends RepositoryName {
  readonly github: GitHub
  /** Path of benchmark.yaml. */
  readonly config: string
  /** The commit that is tested. */
  readonly head: string
  /** Branch or commit that a pull request goes to; without it the base is what came before `head`. */
  readonly base?: string
}

/** The results to compare with, with a word where they are not quite the expected ones; or why there are none. */
export type BaseFound =
  | { readonly base: BaseResults; readonly notice?: string }
  | { readonly base?: undefined; readonly notice: string }

/** The results that the nearest ancestor of the merge base keeps. Never throws. */
export async function readBase(request: BaseRequest): Promise<BaseFound | Warning> {
  try {
    const start = await findStart(request)
    const line = await firstParents(request, start)
    // On a push the tested commit itself has no results to compare with.
    const candidates = request.base === undefined ? line.slice(1) : line
    const base = await findNearest(request, candidates)
    if (base === undefined) return { notice: none(candidates.length) }
    const [expected] = candidates
    if (base.commit === expected) return { base }
    const before = candidates.indexOf(base.commit)
    return { base, notice: older(base.commit, expected ?? start, before) }
  } catch (error) {
    return makeWarning(error, {
      what: 'The results of the base could not be read',
      permission: 'checks: read',
      instead: 'The metrics are shown without their change.',
    })
  }
}

const none = (count: number) =>
  `There is nothing to compare with: none of the ${count} commits before this change has results. Run the workflow on \`push\` too, with \`checks: write\`, so that the base branch keeps its results.`

const older = (found: string, expected: string, before: number) =>
  `The base has no results at \`${expected.slice(0, 7)}\`; those of \`${found.slice(0, 7)}\`, ${before} ${before === 1 ? 'commit' : 'commits'} earlier, are shown.`

async function findStart({ github, owner, repo, head, base }: BaseRequest): Promise<string> {
  if (base === undefined) return head
  const basehead = `${base}...${head}`
  const { data } = await github.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead, per_page: 1 })
  return data.merge_base_commit.sha
}

// The list holds all parents' lines; results are looked for on the branch itself, where merges put them.
async function firstParents({ github, owner, repo }: BaseRequest, start: string): Promise<readonly string[]> {
  const { data } = await github.rest.repos.listCommits({ owner, repo, sha: start, per_page: 100 })
  const parents = new Map(data.map((commit) => [commit.sha, commit.parents[0]?.sha]))
  const line: string[] = []
  for (
    let next: string | undefined = start;
    next !== undefined && line.length <= COMMITS;
    next = parents.get(next)
  ) {
    if (line.includes(next)) break
    line.push(next)
  }
  return line
}

async function findNearest(
  request: BaseRequest,
  commits: readonly string[],
): Promise<BaseResults | undefined> {
  for (let at = 0; at < Math.min(commits.length, COMMITS); at += AT_ONCE) {
    const some = commits.slice(at, Math.min(at + AT_ONCE, COMMITS))
    const results = await Promise.all(some.map((commit) => resultsAt(request, commit)))
    const found = results.find((one) => one !== undefined)
    if (found !== undefined) return found
  }
  return undefined
}

async function resultsAt(
  { github, owner, repo, config }: BaseRequest,
  commit: string,
): Promise<BaseResults | undefined> {
  const { data } = await github.rest.checks.listForRef({
    owner,
    repo,
    ref: commit,
    check_name: nameCheckRun(config),
    filter: 'latest',
    per_page: 100,
  })
  const trusted = data.check_runs.filter(
    ({ app, name }) => app?.slug === APP && name === nameCheckRun(config),
  )
  for (const { output } of trusted.toSorted((a, b) => b.id - a.id)) {
    const results = unpackResults(output.text ?? '', config)
    if (results !== undefined) return { commit, results }
  }
  return undefined
}
