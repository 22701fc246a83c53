import { known } from '../facts/known.ts'
import { openGitHub } from '../github/client.ts'
import { commentOnMerged, type MergedComment, type MergedCommentDone } from '../github/merged-comment.ts'
import type { Warning } from '../github/warning.ts'
import type { Job } from '../job/job.ts'
import { serverOrigin } from '../medperf/address.ts'

/** Something to tell on the pull request that was merged; each subject and server has a comment of its own. */
export type MergedMessage = Pick<MergedComment, 'subject' | 'text' | 'instead' | 'replaces' | 'outlives'>

/** The part of a job that says where to tell it. */
export type ToldPlace = Pick<Job, 'config' | 'server' | 'github' | 'run' | 'trigger' | 'commit'>

/** Tells the pull request of this merge; undefined where nobody can be told, for want of a token or of a pull request. */
export async function tellMerged(
  { config, server, github: { token, apiUrl, repository }, run, trigger, commit: sha }: ToldPlace,
  { subject, text, instead, replaces, outlives }: MergedMessage,
): Promise<MergedCommentDone | Warning | undefined> {
  if (sha === undefined || token === undefined || repository === undefined) return undefined
  const number = trigger.kind === 'pull_request' ? trigger.number : undefined
  return commentOnMerged(
    known({
      github: await openGitHub({ token, apiUrl }),
      ...repository,
      sha,
      config,
      subject: `${subject} on ${nameServer(server)}`,
      text,
      instead,
      replaces,
      outlives,
      number,
      run: { id: run?.id ?? 0, attempt: run?.attempt ?? 1 },
    }),
  )
}

/** The server as a lock names it; what is no address may hold a secret, and is not shown. */
export function nameServer(server: string): string {
  try {
    return serverOrigin(server)
  } catch {
    return 'an unknown server'
  }
}
