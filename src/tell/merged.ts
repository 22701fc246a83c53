import { openGitHub } from '../github/client.ts'
import { commentOnMerged, type MergedCommentDone } from '../github/merged-comment.ts'
import type { Warning } from '../github/warning.ts'
import type { Job } from '../job/job.ts'
import { commitOf } from '../job/trigger.ts'
import { serverOrigin } from '../medperf/address.ts'

/** Something to tell on the pull request that was merged. */
export interface Message {
  /** What the comment is about, such as `registered`; each subject and server has a comment of its own. */
  readonly subject: string
  readonly text: string
  /** Where the same can be found all the same. */
  readonly instead: string
  /** Only takes the place of what an earlier run wrote, where that is still so. */
  readonly replaces?: (body: string) => boolean
}

/** The part of a job that says where to tell it. */
export type Place = Pick<Job, 'inputs' | 'runner' | 'trigger'>

/** Tells the pull request of this merge; undefined where nobody can be told, for want of a token or of a pull request. */
export async function tellMerged(
  { inputs, runner, trigger }: Place,
  { subject, text, instead, replaces }: Message,
): Promise<MergedCommentDone | Warning | undefined> {
  const sha = commitOf(trigger)
  if (sha === undefined || inputs.token === undefined || runner.repository === undefined) return undefined
  return commentOnMerged({
    github: await openGitHub({ token: inputs.token, apiUrl: runner.apiUrl }),
    ...runner.repository,
    ...{ sha, config: inputs.config, subject: `${subject} on ${serverOf(inputs.server)}`, text, instead },
    ...(replaces === undefined ? {} : { replaces }),
    ...(trigger.kind === 'pull_request' ? { number: trigger.number } : {}),
    run: { id: runner.run?.id ?? 0, attempt: runner.run?.attempt ?? 1 },
  })
}

/** The server as a lock names it; what is no address may hold a secret, and is not shown. */
export function serverOf(server: string): string {
  try {
    return serverOrigin(server)
  } catch {
    return 'an unknown server'
  }
}
