import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import type { GivenUids } from '../facts/uids.ts'
import type { Intent } from '../job/intent.ts'
import type { Job } from '../job/job.ts'
import type { RetireRequest } from '../medperf/plan/retire/list.ts'
import type { Snapshot } from '../medperf/snapshot.ts'
import type { Client } from '../server/client.ts'
import type { ToldPlace } from '../tell/merge.ts'
import type { Credential } from './credential.ts'
import type { Sight } from './look.ts'

/** What is known of the MedPerf server before a container starts. */
export type ServerState =
  /** What it shows without a credential, where somebody looked. */
  | { readonly kind: 'unasked'; readonly sight?: Sight }
  /** `client` is there only where something will be written. */
  | { readonly kind: 'asked'; readonly snapshot: Snapshot; readonly client?: Client }
  /** It did not answer, or refused. */
  | { readonly kind: 'silent'; readonly error: ExpectedError }

interface Question {
  readonly intent: Intent
  readonly credential: Credential | undefined
  /** Registered components that are looked up on the way. */
  readonly uids: GivenUids
  readonly retire: readonly RetireRequest[]
}

/**
 * Reads the server, the components named by `uid` among it, where there is somebody to read it as. Unless something will be
 * written, the connection is closed at once, before the containers start.
 */
export async function askServer(
  job: ToldPlace & Pick<Job, 'caFile' | 'desk' | 'repository' | 'signal'>,
  { intent, credential, uids, retire }: Question,
): Promise<ServerState> {
  if (credential === undefined || !mayAsk(intent, credential)) return { kind: 'unasked' }
  try {
    const client = await open(job, credential)
    return await look(client, { intent, uids, retire })
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    const { describeUnknown } = await import('./look.ts')
    const sight = intent === 'apply' ? undefined : describeUnknown(error)
    return sight === undefined ? { kind: 'silent', error } : { kind: 'unasked', sight }
  }
}

/** Nobody waits beside a pull request for somebody to sign in. */
const mayAsk = (intent: Intent, { token }: Credential): boolean => intent === 'apply' || token !== undefined

/** What asks is loaded only where there is somebody to ask as. */
async function open(
  job: ToldPlace & Pick<Job, 'caFile' | 'desk' | 'repository' | 'signal'>,
  credential: Credential,
): Promise<Client> {
  const { openServer } = await import('./server.ts')
  const { askOwner } = await import('./sign-in.ts')
  return openServer(job, credential, askOwner(job, credential.email))
}

async function look(
  client: Client,
  { intent, uids, retire }: Omit<Question, 'credential'>,
): Promise<ServerState> {
  const { takeSnapshot } = await import('./snapshot.ts')
  let isKept = false
  try {
    const snapshot = await takeSnapshot(client, uids, retire)
    isKept = intent === 'apply'
    return known({ kind: 'asked' as const, snapshot, client: isKept ? client : undefined })
  } finally {
    if (!isKept) await client.close()
  }
}
