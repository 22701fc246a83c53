import { readFileSync } from 'node:fs'
import { known } from '../facts/known.ts'
import { isWithin } from '../github/ancestry.ts'
import { type GitHub, openGitHub } from '../github/client.ts'
import { commitLock } from '../github/lock.ts'
import { makeWarning, type RepositoryName } from '../github/warning.ts'
import type { Job } from '../job/job.ts'
import { type Lock, readLock } from '../medperf/plan/lock/lock.ts'
import { lockPath } from '../medperf/plan/lock/path.ts'
import { isToldBy, toldByLine } from '../report/marker.ts'
import type { Registered, Registration } from '../report/outcome.ts'
import { type Answer, collectTold, type Told } from './answers.ts'
import { type ToldPlace, tellMerged } from './merge.ts'
import { endEarlier } from './sign-in.ts'

/** What of a job is needed to tell about a registration. */
type TelledJob = ToldPlace & Pick<Job, 'commitLock' | 'desk' | 'standing' | 'variant'>

interface TellRegistration {
  readonly registered: Registered
  /** What became of it, as Markdown. */
  readonly text: string
  /** Whether the server was asked with a token: nobody signs in for this run. */
  readonly hasToken: boolean
}

/**
 * Writes what was registered, or why it was not, to the pull request that was merged, and brings the lock into the repository
 * where that is wanted. Nothing here fails the job.
 */
export async function tellRegistration(
  { registered, text, hasToken }: TellRegistration,
  job: TelledJob,
): Promise<Told> {
  const { token, apiUrl, repository } = job.github
  if (token === undefined || repository === undefined) {
    const notice = 'There is no token, so what was registered is only in the summary and the outputs.'
    return { notices: [notice], warnings: [] }
  }
  const instead = 'What was registered is in the summary of this run.'
  const by = { ...describeJob(job), wrote: hasWritten(registered) ? 'something' : 'nothing' } as const
  // A job that was told another address since has nothing to say of the one before, unless it left something there.
  const outlives = (body: string) => isToldBy(body, { ...by, wrote: 'nothing' })
  const lines = `${toldByLine(by)}\n${text}`
  const answers: Answer[] = [
    (await tellMerged(job, { subject: 'registered', text: lines, instead, outlives })) ?? {},
  ]
  // A run that asks somebody itself writes over it anyway.
  if (hasToken) await endEarlier(job, job.desk)
  if (registered.kind === 'done') {
    const github = await openGitHub({ token, apiUrl })
    answers.push(await keepLock(registered.registration, github, repository, job))
  }
  return collectTold(answers)
}

const describeJob = ({ run, variant }: Pick<TelledJob, 'run' | 'variant'>) =>
  known({ workflow: run?.workflow ?? '', job: run?.job ?? '', variant })

const hasWritten = (registered: Registered): boolean =>
  registered.kind === 'done' || registered.written.length > 0

async function keepLock(
  { applied, lockFile }: Registration,
  github: GitHub,
  place: RepositoryName,
  { config, commitLock: how, standing }: TelledJob,
): Promise<Answer> {
  if (how === 'none' || standing.kind !== 'on') return {}
  const { uid } = applied.benchmark
  const path = lockPath(config)
  try {
    const done = await commitLock({
      github,
      ...place,
      path,
      how,
      isSame,
      isLater: (before) => isLater(before, applied.lock, { github, ...place }),
      text: readFileSync(lockFile, 'utf8'),
      branch: standing.branch,
      // Without its name, in which GitHub would find what closes issues, calls people, or skips the checks.
      message: `Lock benchmark ${uid} of the MedPerf server`,
    })
    if ('warning' in done) return done
    if ('url' in done) return { notice: `${path} was ${done.state}: ${done.url}` }
    if (done.state === 'unchanged') return { notice: `${path} is in the repository already.` }
    return { notice: `${path} in the repository is that of a later merge, and is left as it is.` }
  } catch (error) {
    return makeWarning(error, { what: `${path} could not be written`, permission: 'contents: write' })
  }
}

/** Whether a lock is of a commit that came after ours on the same server; what GitHub does not say counts as no. */
async function isLater(
  text: string,
  { server, commit: own }: Lock,
  place: RepositoryName & { readonly github: GitHub },
): Promise<boolean> {
  try {
    const other = readLock(text)
    if (own === undefined || other.commit === undefined) return false
    if (other.server !== server || other.commit === own) return false
    return await isWithin({ ...place, sha: own }, other.commit)
  } catch {
    return false
  }
}

/** The commit alone is no change: each merge would make another. */
function isSame(before: string, after: string): boolean {
  try {
    const [a, b] = [before, after].map((text) => {
      const { commit: _, ...lock } = readLock(text)
      return JSON.stringify(lock)
    })
    return a === b
  } catch {
    return false
  }
}
