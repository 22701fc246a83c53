import { assumeRules, type ServerRules } from '../../rules.ts'
import type { Snapshot } from '../../snapshot.ts'
import type { Lock } from './lock.ts'
import { blindSnapshot, lockSnapshot } from './snapshot.ts'

/** A server as it shows itself to somebody without a credential: no rows. */
export interface SeenServer {
  readonly origin: string
  readonly rules: ServerRules
}

/** What a server holds as far as a lock knows, and its rules as far as they were found out, else those that are assumed. */
export function imagineSnapshot(
  lock: Lock | undefined,
  server: SeenServer | undefined,
  assumed: ServerRules,
): Snapshot {
  const rules = lock && findLockedRules(lock, server)
  if (lock !== undefined && rules !== undefined) return lockSnapshot(migrate(lock, rules), rules)
  return { ...blindSnapshot(server?.rules ?? assumed), origin: server?.origin ?? '' }
}

/**
 * The rules of the server that a lock is of: those of the lock's era where nobody looked at it. Undefined where it has become one
 * whose rows are other ones.
 */
export function findLockedRules(lock: Lock, server: SeenServer | undefined): ServerRules | undefined {
  if (server?.origin !== lock.server) return assumeRules(lock.era)
  const { rules } = server
  const isSame = rules.era === lock.era || (lock.era === 'model' && rules.era === 'topology')
  return isSame ? rules : undefined
}

/** A server that got topologies gave every benchmark this one (docs/medperf.md 6.10). */
function migrate(lock: Lock, rules: ServerRules): Lock {
  if (!rules.topology || lock.benchmark.fields['topology'] !== undefined) return lock
  const fields = { topology: 'byo_inference_script', ...lock.benchmark.fields }
  return { ...lock, benchmark: { ...lock.benchmark, fields } }
}
