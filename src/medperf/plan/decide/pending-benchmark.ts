import type { BenchmarkRow } from '../../rows.ts'
import type { Snapshot } from '../../snapshot.ts'
import type { BenchmarkDecision } from './decision.ts'
import { isLeftOver } from './left-over.ts'

/** The owner's benchmark that waits for an administrator; there is one at most (docs/medperf.md 6.3). */
export const findPending = (snapshot: Snapshot): BenchmarkRow | undefined =>
  snapshot.mine.benchmarks.find(({ approval }) => approval === 'PENDING')

type Common = Pick<BenchmarkDecision, 'name' | 'state' | 'changes' | 'promote'>

/** One pending benchmark per owner, and only an administrator can end that (docs/medperf.md 6.3). */
export function blockedBy(snapshot: Snapshot, pending: BenchmarkRow, common: Common): BenchmarkDecision {
  const own =
    pending.state === 'DEVELOPMENT'
      ? ' It is in DEVELOPMENT: it could also be changed in place into this one, by giving its name as `name` in benchmark.yaml.'
      : ''
  return {
    ...common,
    verdict: 'needs an admin',
    reason: `your benchmark ${pending.uid}, \`${pending.name}\`, is still pending, and an owner can have only one`,
    hint: `An administrator of the server must ${isLeftOver(snapshot, pending) ? 'delete' : 'approve, reject or delete'} it first; the server tells nobody, so write to them.${own}`,
  }
}
