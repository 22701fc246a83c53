import type { Joining } from '../entities/requests.ts'
import { idOf, type Row } from '../fields/field.ts'
import { only } from '../fields/represent.ts'
import { ServerFault } from '../http/answer.ts'
import { type Call, personId } from '../http/call.ts'
import type { Handler } from '../http/endpoint.ts'
import type { Json } from '../python/json.ts'
import { checked, editForm, newForm } from './form.ts'
import { newestRequest } from './newest-request.ts'
import { isManager } from './permissions.ts'

/** What the answers about one pair show of a request: no ids. */
export const shownOfRequest = ({ word }: Joining): readonly string[] => [
  'approval_status',
  'initiated_by',
  'approved_at',
  'created_at',
  'modified_at',
  ...(word === 'model' ? ['priority'] : []),
]

/** Decides about the newest request of a pair, or ranks a model (docs/medperf.md 7.4). */
export const decide =
  (joining: Joining): Handler =>
  (call) => {
    const row = newestRequest(call.store, joining, call.ids['pk'] ?? 0n, call.ids['bid'] ?? 0n)
    return checked(call, formOf(call, joining, row), ({ values }) => {
      const request = row as Row
      const status = values['approval_status'] ?? request['approval_status']
      const decided = status === request['approval_status'] ? {} : { approved_at: call.store.clock.now() }
      const changed = call.store.update(joining.requests, idOf(request), { ...values, ...decided })
      return { status: 200, json: only(changed, shownOfRequest(joining)) }
    })
  }

function formOf(call: Call, joining: Joining, row: Row | null) {
  const form = row
    ? editForm(call.store, joining.requests, row)
    : { ...newForm(call.store, joining.requests), partial: true }
  const fields = form.entity.fields.filter(({ name }) => name === 'approval_status' || name === 'priority')
  return {
    ...form,
    verb: 'update' as const,
    entity: { ...form.entity, fields },
    fieldRule: (name: string, value: Json) =>
      name === 'approval_status' ? decisionRule(call, row, value) : null,
    rule: () => (row ? null : `No ${joining.word} association found`),
  }
}

function decisionRule(call: Call, row: Row | null, value: Json): string | null {
  if (!row) throw new ServerFault("'NoneType' object has no attribute 'approval_status'")
  if (row['approval_status'] !== 'PENDING') return 'User can approve or reject only a pending request'
  const own = value === 'APPROVED' && row['initiated_by'] === personId(call)
  if (own) return 'Same user cannot approve the association request'
  return bothSides(call, row)
    ? 'Association request cannot be both initiated and approved from the benchmark side.'
    : null
}

/** Whether whoever started a request and whoever decides about it both manage the benchmark now (docs/medperf.md 7.4). */
function bothSides({ rules, store, user }: Call, row: Row): boolean {
  if (!rules.committee) return false
  const benchmark = store.find('benchmarks', row['benchmark'] as bigint)
  const initiator = store.find('users', row['initiated_by'] as bigint)
  return isManager(store, user, benchmark) && isManager(store, initiator, benchmark)
}
