import { editableOfBenchmark, hiddenInBenchmark } from '../entities/benchmarks.ts'
import { frozen } from '../entities/frozen.ts'
import { topologyFault } from '../entities/topology.ts'
import type { EraRules } from '../era.ts'
import type { Broken } from '../fields/check.ts'
import { idOf, type Row } from '../fields/field.ts'
import { addressed, type Call, person, personId } from '../http/call.ts'
import type { Endpoint, Handler } from '../http/endpoint.ts'
import type { Json } from '../python/json.ts'
import { equals } from '../store/condition.ts'
import { setCommittee, withCommittee } from './committee.ts'
import { checked, editForm, newForm } from './form.ts'
import { anyOf, bodyNames, byVerb, isAdmin, isManager, owns, signedIn } from './permissions.ts'
import { listAll, removeOne, type Show, showRow } from './rows.ts'

/** A benchmark as those see it who manage it. */
export const showManaged: Show = (call) => (row) =>
  showRow('benchmarks')(call)(withCommittee(call.store, row))

const showPublic = showRow('benchmarks', hiddenInBenchmark)

const filters = [
  'name',
  'owner',
  'state',
  'is_valid',
  'is_active',
  'approval_status',
  'data_preparation_mlcube',
]

const submit: Handler = (call) => {
  const form = newForm(call.store, 'benchmarks', {
    rule: ({ values }) =>
      onePending(call) ??
      wrongTopology(call, values) ??
      (values['state'] === 'OPERATION' ? notOperational(call, values) : null),
  })
  return checked(call, form, ({ values: { committee_member_emails: committee, ...values } }) => {
    const trusted = call.settings.autoApproveFrom.includes(String(person(call)['email']))
    const approval = call.rules.autoApproval && trusted ? { approval_status: 'APPROVED' } : {}
    const row = call.store.insert('benchmarks', { ...values, ...approval, owner: personId(call) })
    return setCommittee(call, row, committee) ?? { status: 201, json: showManaged(call)(row) }
  })
}

function onePending(call: Call): string | null {
  const pending = equals({ owner: personId(call), approval_status: 'PENDING' })
  return call.store.count('benchmarks', pending) > 0n ? 'User can own at most one pending benchmark' : null
}

/** Whether what a benchmark names goes with its topology. */
const wrongTopology = ({ rules, store }: Call, row: Row): Broken | null =>
  rules.topology ? topologyFault(row, store.find('models', row['reference_model'] as bigint)) : null

/** A benchmark is operational only if the things it names are. */
function notOperational({ rules, store }: Call, row: Row): string | null {
  const containers = ['data_preparation_mlcube', 'data_evaluator_mlcube', 'benchmark_script']
  const ids = containers.map((name) => row[name] ?? null).filter((id) => id !== null)
  const parts = [
    store.find(rules.component.table, row[rules.referenceKey] as bigint),
    ...ids.map((id) => store.find('mlcubes', id as bigint)),
  ]
  return parts.some((part) => part?.['state'] === 'DEVELOPMENT') ? rules.words.notOperational : null
}

const read: Handler = (call) => {
  const row = addressed(call, 'benchmarks')
  const show = isManager(call.store, call.user, row) ? showManaged : showPublic
  return { status: 200, json: show(call)(row) }
}

const edit: Handler = (call) => {
  const row = addressed(call, 'benchmarks')
  const form = editForm(call.store, 'benchmarks', row, {
    fieldRule: (name, value) => valueRule(call, row, name, value),
    rule: ({ values }) =>
      frozen(row, values, editableOfBenchmark) ?? wrongTopology(call, { ...row, ...values }),
  })
  return checked(call, form, ({ values: { committee_member_emails: committee, ...values } }) => {
    const status = values['approval_status'] ?? row['approval_status']
    const decided = status === row['approval_status'] ? {} : { approved_at: call.store.clock.now() }
    const changed = call.store.update('benchmarks', idOf(row), { ...values, ...decided })
    return setCommittee(call, changed, committee) ?? { status: 200, json: showManaged(call)(changed) }
  })
}

function valueRule(call: Call, row: Row, name: string, value: Json): string | null {
  if (name === 'approval_status') return decisionRule(call.rules, row, value)
  const starts = name === 'state' && value === 'OPERATION' && row['state'] !== 'OPERATION'
  // The parts are those from before the edit, even if it changes them (docs/medperf.md 6.5).
  return starts ? notOperational(call, row) : null
}

/** What an administrator may decide about a benchmark (docs/medperf.md 6.4). */
function decisionRule(rules: EraRules, row: Row, value: Json): string | null {
  if (value === 'PENDING') return 'User can only approve or reject a benchmark'
  if (rules.operationFirst && row['state'] === 'DEVELOPMENT') {
    return 'User cannot approve or reject when benchmark is in development stage'
  }
  const tooLate = value === 'APPROVED' && row['approval_status'] === 'REJECTED'
  return tooLate ? 'User can approve only a pending request' : null
}

/** The addresses of benchmarks. */
export const benchmarkEndpoints: readonly Endpoint[] = [
  {
    path: 'api/v0/benchmarks/',
    takes: 'benchmarks',
    permission: signedIn,
    verbs: { GET: listAll('benchmarks', filters, showPublic), POST: submit },
  },
  {
    path: 'api/v0/benchmarks/<pk>/',
    permission: byVerb({
      PUT: (call) =>
        bodyNames(call, 'approval_status') ? isAdmin(call) : anyOf(isAdmin, owns('benchmarks'))(call),
      DELETE: isAdmin,
    }),
    verbs: { GET: read, PUT: edit, DELETE: removeOne('benchmarks') },
  },
]
