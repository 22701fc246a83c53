import type { Joining } from '../entities/requests.ts'
import type { Row } from '../fields/field.ts'
import { ServerFault } from '../http/answer.ts'
import { type Call, personId } from '../http/call.ts'
import { contains } from '../python/equal.ts'

/** Whether a pending request is approved at once (docs/medperf.md 7.3). */
export function autoApproves(call: Call, joining: Joining, values: Row): boolean {
  const { rules, store } = call
  const benchmark = store.find('benchmarks', values['benchmark'] as bigint) ?? {}
  const thing = store.find(joining.table, values[joining.key] as bigint) ?? {}
  if (thing['owner'] === benchmark['owner']) return true
  if (!rules.autoApproval || personId(call) === benchmark['owner']) return false
  const mode = benchmark[`${joining.word}_auto_approval_mode`]
  if (mode !== 'ALLOWLIST') return mode === 'ALWAYS'
  const owner = store.find('users', thing['owner'] as bigint)
  const listed = contains(
    benchmark[`${joining.word}_auto_approval_allow_list`] ?? null,
    String(owner?.['email']),
  )
  if (listed === null) throw new ServerFault('argument of this type is not iterable')
  return listed
}
