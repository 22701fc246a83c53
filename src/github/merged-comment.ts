import { compareStates, type MarkerState, readState } from '../report/marker.ts'
import type { GitHub } from './client.ts'
import { type CommentDone, upsertComment } from './comment.ts'
import { findMergedPull } from './merged-pull.ts'
import { findComments, findNewest, findOwn, isNewer, onlyOwn, type Search } from './own-comments.ts'
import { makeWarning, type RepositoryName, type Warning } from './warning.ts'

export interface MergedComment extends RepositoryName {
  readonly github: GitHub
  /** The commit that was merged. */
  readonly sha: string
  /** The pull request, where the event names it. */
  readonly number?: number
  /** Path of benchmark.yaml. */
  readonly config: string
  /** What the comment is about, such as `registered`; each subject has one comment of its own. */
  readonly subject: string
  readonly run: { readonly id: number; readonly attempt: number }
  readonly text: string
  /** Where the same can be found all the same. */
  readonly instead: string
  /** Only takes the place of a comment that is of this kind, written by an earlier run or not. */
  readonly replaces?: (body: string, isEarlier: boolean) => boolean
  /** Whether a comment of an earlier run, on whatever subject, is of no more use beside this one: then it is removed. */
  readonly outlives?: (body: string) => boolean
}

/** Nothing is said where nothing was merged (a push by hand or a tag has no pull request), or nothing is to be replaced. */
export type MergedCommentDone = CommentDone | { readonly state: 'no pull request' | 'nothing to replace' }

/** Writes a comment of its own to the pull request that a commit merged, or brings it up to date. Never throws. */
export async function commentOnMerged(request: MergedComment): Promise<MergedCommentDone | Warning> {
  const { github, owner, repo, sha, config, subject, run, text, instead } = request
  try {
    const number = request.number ?? (await findMergedPull(github, { owner, repo }, sha))
    if (number === undefined) return { state: 'no pull request' }
    // Not the comment of a test: those name a workflow and a job.
    const place = { github, owner, repo, number, key: { config, workflow: '', job: subject } }
    const state = { sha, run: run.id, attempt: run.attempt }
    if (request.replaces !== undefined && !(await isThere(place, state, request.replaces)))
      return { state: 'nothing to replace' }
    const done = await upsertComment({
      ...place,
      state,
      fork: false,
      render: ({ marker }) => `${marker}\n${text}`,
    })
    if (request.outlives !== undefined && 'url' in done) {
      await removeOutlived(place, state, { outlives: request.outlives, kept: done.url })
    }
    return done
  } catch (error) {
    return makeWarning(error, {
      what: 'The pull request of this merge could not be found',
      permission: 'pull-requests: write',
      instead,
    })
  }
}

/** Whether the comment is there and of the kind that is to be replaced. */
async function isThere(
  place: Search,
  state: MarkerState,
  replaces: (body: string, isEarlier: boolean) => boolean,
): Promise<boolean> {
  const { body = '' } = findNewest(await findOwn(place)) ?? {}
  const before = readState(body)
  return before !== undefined && replaces(body, compareStates(before, state) < 0)
}

interface Outlived {
  readonly outlives: (body: string) => boolean
  /** Address of the comment that stays. */
  readonly kept: string
}

async function removeOutlived(
  place: Search,
  state: MarkerState,
  { outlives, kept }: Outlived,
): Promise<void> {
  const old = (await findComments(place, outlives)).filter(
    (comment) => comment.url !== kept && readState(comment.body) !== undefined && !isNewer(comment, state),
  )
  const { github, owner, repo } = place
  for (const { id } of await onlyOwn(place, old)) {
    // A comment too many is no reason to fail.
    await github.rest.issues.deleteComment({ owner, repo, comment_id: id }).catch(() => {})
  }
}
