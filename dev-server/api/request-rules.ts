import type { Joining } from '../entities/requests.ts'
import { kindFault } from '../entities/topology.ts'
import type { Checked } from '../fields/check.ts'
import type { Row } from '../fields/field.ts'
import type { Call } from '../http/call.ts'
import type { Json } from '../python/json.ts'
import { newestRequest } from './newest-request.ts'

/** The rule about a new request to join a benchmark; the first that is broken is told (docs/medperf.md 7.2). */
export function ruleOfRequest({ rules, store }: Call, joining: Joining, { values }: Checked): string | null {
  const id = values[joining.key] as bigint
  const benchmarkId = values['benchmark'] as bigint
  const benchmark = store.find('benchmarks', benchmarkId) ?? {}
  const thing = store.find(joining.table, id) ?? {}
  const word = joining.word === 'model' ? rules.words.operationalModel : joining.word
  const only = 'Association requests can be made only on an'
  if (rules.operationFirst && benchmark['state'] !== 'OPERATION') return `${only} operational benchmark`
  if (benchmark['approval_status'] !== 'APPROVED') return `${only} approved benchmark`
  if (thing['state'] !== 'OPERATION') return `${only} operational ${word}`
  if (joining.word === 'dataset' && thing[PREPARATOR] !== benchmark[PREPARATOR]) {
    return `Dataset association request can be made only if the dataset was prepared with benchmark's data preparation ${rules.words.wrongPreparator}`
  }
  const kind = joining.word === 'model' && rules.topology ? kindFault(benchmark, thing) : null
  return (
    kind ??
    ruleOfStatus(newestRequest(store, joining, id, benchmarkId), values['approval_status'] ?? 'PENDING')
  )
}

const PREPARATOR = 'data_preparation_mlcube'

function ruleOfStatus(newest: Row | null, status: Json): string | null {
  if (!newest) {
    return status === 'PENDING'
      ? null
      : 'User can approve or reject association request only if there are prior requests'
  }
  const before = newest['approval_status']
  if (status === 'PENDING') {
    return before === 'REJECTED' ? null : 'User can create a new request only if prior request is rejected'
  }
  if (status === 'APPROVED') return 'User cannot create an approved association request'
  return before === 'APPROVED' ? null : 'User can reject request only if prior request is approved'
}
