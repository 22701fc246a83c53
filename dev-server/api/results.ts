import { datasetsJoining, modelsJoining } from '../entities/requests.ts'
import type { EraRules } from '../era.ts'
import type { Checked } from '../fields/check.ts'
import { idOf, type Row } from '../fields/field.ts'
import { addressed, type Call, personId } from '../http/call.ts'
import type { Endpoint, Handler, Permission } from '../http/endpoint.ts'
import { checked, editForm, newForm } from './form.ts'
import { newestRequest } from './newest-request.ts'
import { anyOf, byVerb, isAdmin, isManager, isOwner, ownsNamed } from './permissions.ts'
import { listAll, readOne, removeOne, showRow } from './rows.ts'

const show = showRow('results')

const filters = ['name', 'owner', 'benchmark', 'model', 'dataset', 'is_valid', 'approval_status']

/** The owner of what the result in the address belongs to; of a benchmark the committee, too. */
const ownsOf =
  (field: 'dataset' | 'benchmark'): Permission =>
  ({ store, user, ids }) => {
    const result = store.find('results', ids['pk'] ?? 0n)
    if (!result) return false
    const id = result[field] as bigint
    return field === 'dataset'
      ? isOwner(user, store.find('datasets', id))
      : isManager(store, user, store.find('benchmarks', id))
  }

const submit: Handler = (call) =>
  checked(
    call,
    newForm(call.store, 'results', { rule: (good) => approvedPair(call, good) }),
    ({ values }) => {
      const row = call.store.insert('results', { ...values, owner: personId(call) })
      return { status: 201, json: show(call)(row) }
    },
  )

/** Model and dataset must have joined the benchmark; its own reference model need not (docs/medperf.md 8.2). */
function approvedPair(call: Call, { values }: Checked): string | null {
  const { rules, store } = call
  const benchmark = values['benchmark'] as bigint
  const isReference = store.find('benchmarks', benchmark)?.[rules.referenceKey] === values['model']
  const model = newestRequest(store, modelsJoining(rules), values['model'] as bigint, benchmark)
  const dataset = newestRequest(store, datasetsJoining, values['dataset'] as bigint, benchmark)
  const ofModel = isReference ? null : notJoined(model, rules.words.model)
  const needsDataset = !isReference || rules.referenceNeedsDataset
  return ofModel ?? (needsDataset ? notJoined(dataset, 'Dataset') : null)
}

function notJoined(request: Row | null, word: string): string | null {
  if (!request) return `${word} must be associated to the benchmark`
  return request['approval_status'] === 'APPROVED' ? null : `${word}-Benchmark association must be approved`
}

const edit: Handler = (call) => {
  const row = addressed(call, 'results')
  const form = editForm(call.store, 'results', row, {
    rule: () => (row['finalized'] ? "User cannot update a result object after it's been finalized." : null),
  })
  return checked(call, form, ({ values }) => {
    const final = 'results' in values ? { finalized: true, finalized_at: call.store.clock.now() } : {}
    const changed = call.store.update('results', idOf(row), { ...values, ...final })
    return { status: 200, json: show(call)(changed) }
  })
}

/** The addresses of results. */
export const resultEndpoints = ({ finalizedResults }: EraRules): readonly Endpoint[] => [
  {
    path: 'api/v0/results/',
    takes: 'results',
    permission: byVerb({ GET: isAdmin, POST: anyOf(isAdmin, ownsNamed('datasets', 'dataset')) }),
    verbs: { GET: listAll('results', filters, show), POST: submit },
  },
  {
    path: 'api/v0/results/<pk>/',
    permission: byVerb({
      GET: anyOf(isAdmin, ownsOf('dataset'), ownsOf('benchmark')),
      PUT: finalizedResults ? anyOf(isAdmin, ownsOf('dataset')) : isAdmin,
      DELETE: isAdmin,
    }),
    verbs: { GET: readOne('results', show), PUT: edit, DELETE: removeOne('results') },
  },
]
