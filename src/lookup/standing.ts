import { isOnBranch } from '../github/ancestry.ts'
import { openGitHub } from '../github/client.ts'
import { describeApiError } from '../github/warning.ts'
import { readIntent } from '../job/intent.ts'
import type { Job } from '../job/job.ts'
import { holdTag, type Standing } from '../job/standing.ts'

/** The job as it is once GitHub was asked whether the commit of its tag is on the branch that registers. Never throws. */
export async function settleTag(job: Job): Promise<Job> {
  if (job.standing.kind !== 'tagged') return job
  const standing = await judgeTag(job, job.standing)
  return { ...job, standing, intent: readIntent(standing, job.wish) }
}

async function judgeTag(
  { github: { token, apiUrl, repository }, commit: sha }: Job,
  tagged: Extract<Standing, { readonly kind: 'tagged' }>,
): Promise<Standing> {
  const { branch } = tagged
  if (token === undefined || repository === undefined || sha === undefined) {
    return { kind: 'off', held: holdTag(tagged, 'there is no token to ask GitHub with') }
  }
  try {
    const github = await openGitHub({ token, apiUrl })
    const isOn = await isOnBranch({ github, ...repository, sha }, branch)
    return isOn ? { kind: 'on', branch } : { kind: 'off', held: holdTag(tagged) }
  } catch (error) {
    return { kind: 'off', held: holdTag(tagged, describeApiError(error)) }
  }
}
