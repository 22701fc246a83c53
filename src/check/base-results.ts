import { known } from '../facts/known.ts'
import { readBase } from '../github/base.ts'
import { openGitHub } from '../github/client.ts'
import type { Job } from '../job/job.ts'
import type { BaseResults } from '../report/base.ts'

/** What the results are compared with, and sentences about it for the report. */
export interface Base {
  readonly results?: BaseResults
  readonly notices: readonly string[]
  /** What has to be changed so that there is a base, with the lines to add. */
  readonly warning?: string
}

/** The results of the base of a pull request, or of what came before a push. Never throws: a report without base is a report. */
export async function readBaseResults({
  config,
  github: { token, apiUrl, repository },
  trigger,
}: Pick<Job, 'config' | 'github' | 'trigger'>): Promise<Base> {
  if (trigger.kind === 'other' || repository === undefined) return { notices: [] }
  if (token === undefined) {
    return { notices: ['There is no token, so the results of the base could not be read.'] }
  }
  const github = await openGitHub({ token, apiUrl })
  const place = { github, ...repository, config }
  const found = await readBase(
    trigger.kind === 'pull_request'
      ? { ...place, head: trigger.headSha, base: trigger.baseSha }
      : { ...place, head: trigger.sha },
  )
  if ('warning' in found)
    return { notices: ['The results of the base could not be read.'], warning: found.warning }
  return known({ results: found.base, notices: found.notice === undefined ? [] : [found.notice] })
}
