import type { GivenUids } from '../facts/uids.ts'
import type { Snapshot } from '../medperf/snapshot.ts'
import type { Given, GivenJob } from './components.ts'

/** Whether benchmark.yaml names any component by `uid`; most name none. */
export const hasUids = (uids: GivenUids): boolean => Object.keys(uids).length > 0

/** Nothing is named by `uid`. */
export const NOTHING_GIVEN: Given = { lookups: {}, notices: [] }

/** What is known of the components that benchmark.yaml names by `uid`; where there are none, nothing is loaded for it. */
export async function readGiven(
  job: GivenJob,
  uids: GivenUids,
  snapshot: Snapshot | undefined,
): Promise<Given> {
  if (!hasUids(uids)) return NOTHING_GIVEN
  const { lookUpGiven } = await import('./components.ts')
  return lookUpGiven(job, uids, snapshot)
}
