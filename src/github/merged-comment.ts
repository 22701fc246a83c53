import type { GitHub } from './client.ts'
import { type CommentDone, upsertComment } from './comment.ts'
import { findMergedPull } from './merged-pull.ts'
import { type Place, type Warning, warn } from './warning.ts'

export interface MergedComment extends Place {
  readonly github: GitHub
  /** The commit that was merged. */
  readonly sha: string
  /** The pull request, where the event names it. */
  readonly number?: number
  /** Path of benchmark.yaml. */
  readonly config: string
  /** What the comment is about; each subject has one comment of its own. */
  readonly subject: string
  readonly run: { readonly id: number; readonly attempt: number }
  readonly text: string
  /** Where the same can be found all the same. */
  readonly instead: string
}

/** Nothing is said where nothing was merged: a push by hand or a tag has no pull request. */
export type MergedCommentDone = CommentDone | { readonly state: 'no pull request' }

/** Writes a comment of its own to the pull request that a commit merged, or brings it up to date. Never throws. */
export async function commentOnMerged(request: MergedComment): Promise<MergedCommentDone | Warning> {
  const { github, owner, repo, sha, config, subject, run, text, instead } = request
  try {
    const number = request.number ?? (await findMergedPull(github, { owner, repo }, sha))
    if (number === undefined) return { state: 'no pull request' }
    const done = await upsertComment({
      ...{ github, owner, repo, number, fork: false },
      // Not the comment of a test: those name a workflow and a job.
      key: { config, workflow: '', job: subject },
      state: { sha, run: run.id, attempt: run.attempt },
      render: ({ marker }) => `${marker}\n${text}`,
    })
    return done
  } catch (error) {
    return warn(error, {
      what: 'The pull request of this merge could not be found',
      permission: 'pull-requests: write',
      instead,
    })
  }
}
