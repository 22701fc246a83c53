import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import type { Job } from '../job/job.ts'
import { PRODUCTION } from '../medperf/address.ts'
import type { SeenServer } from '../medperf/plan/lock/imagine.ts'
import { lockPath } from '../medperf/plan/lock/path.ts'
import type { Issue } from '../medperf/plan/wanted/state.ts'
import { detectServer } from '../server/client.ts'
import { readAuthority } from './authority.ts'

/** What a server shows to somebody without a credential. */
export interface Sight {
  /** Absent where it could not be seen. */
  readonly server?: SeenServer
  /** A sentence that says why not. */
  readonly unseen?: string
  /** Why nothing could be written to it. */
  readonly issue?: Issue
}

/** Milliseconds after which a plan goes on without. */
const LONGEST = 15_000

/**
 * Looks at the server without credentials, for a plan that has none: what it would refuse is known on the pull request already. Ends
 * soon, and never rejects but with the reason of the signal; undefined where nothing but the default says which server it would be.
 */
export async function lookAtServer(
  job: Pick<Job, 'server' | 'caFile' | 'signal' | 'repository' | 'config'>,
  isSubmitted: boolean,
): Promise<Sight | undefined> {
  const isNamed = job.server !== PRODUCTION || existsSync(join(job.repository, lockPath(job.config)))
  if (!isNamed && !isSubmitted) return undefined
  const clock = AbortSignal.timeout(LONGEST)
  try {
    const ca = job.caFile === undefined ? undefined : readAuthority(job.repository, job.caFile)
    const signal = AbortSignal.any([clock, job.signal])
    return { server: await detectServer(known({ server: job.server, ca, signal })) }
  } catch (error) {
    job.signal.throwIfAborted()
    if (error instanceof ExpectedError) return describeUnknown(error) ?? { unseen: sayUnseen(error.message) }
    if (clock.aborted) return { unseen: sayUnseen(`it did not answer within ${LONGEST / 1_000} s`) }
    throw error
  }
}

/** What a plan says of a server that is of no known kind; undefined for another error. */
export function describeUnknown({ code, message, hint }: ExpectedError): Sight | undefined {
  if (code !== 'unknown-server') return undefined
  return { issue: known({ severity: 'error', message, hint, code }) }
}

const sayUnseen = (why: string): string => `What the server takes was not seen either: ${why}.`
