import { editableOfDataset } from '../entities/datasets.ts'
import { frozen } from '../entities/frozen.ts'
import { idOf, type Row } from '../fields/field.ts'
import { addressed, type Call, personId } from '../http/call.ts'
import type { Endpoint, Handler } from '../http/endpoint.ts'
import { equals } from '../store/condition.ts'
import type { Store } from '../store/store.ts'
import { checked, editForm, newForm } from './form.ts'
import { anyOf, byVerb, isAdmin, isOwner, owns, signedIn } from './permissions.ts'
import { listAll, removeOne, type Show, showRow } from './rows.ts'

const showAll = showRow('datasets')

const showPublic: Show = (call) => showRow('datasets', call.rules.hiddenInDataset)(call)

const register: Handler = (call) =>
  checked(call, newForm(call.store, 'datasets'), ({ values }) => {
    const row = call.store.insert('datasets', { ...values, owner: personId(call) })
    return { status: 201, json: showAll(call)(row) }
  })

const read: Handler = (call) => {
  const row = addressed(call, 'datasets')
  const show = seesAll(call, row) ? showAll : showPublic
  return { status: 200, json: show(call)(row) }
}

function seesAll(call: Call, row: Row): boolean {
  const preparator = call.store.find('mlcubes', row['data_preparation_mlcube'] as bigint)
  return call.rules.fullDataset.some((who) => isOwner(call.user, who === 'owner' ? row : preparator))
}

const edit: Handler = (call) => {
  const row = addressed(call, 'datasets')
  const form = editForm(call.store, 'datasets', row, {
    rule: ({ values }) => frozen(row, values, editableOfDataset) ?? sameData(call.store, row, values),
  })
  return checked(call, form, ({ values }) => ({
    status: 200,
    json: showAll(call)(call.store.update('datasets', idOf(row), values)),
  }))
}

/** No two datasets in OPERATION hold the same data. */
function sameData(store: Store, row: Row, sent: Row): string | null {
  if (sent['state'] !== 'OPERATION' || row['state'] !== 'DEVELOPMENT') return null
  const uid = String(sent['generated_uid'] ?? row['generated_uid'])
  const taken = store.count('datasets', equals({ state: 'OPERATION', generated_uid: uid })) > 0n
  return taken ? 'An Operational dataset with the same generated UID already exists' : null
}

/** The addresses of datasets. */
export const datasetEndpoints: readonly Endpoint[] = [
  {
    path: 'api/v0/datasets/',
    takes: 'datasets',
    permission: signedIn,
    verbs: { GET: listAll('datasets', [], showPublic), POST: register },
  },
  {
    path: 'api/v0/datasets/<pk>/',
    permission: byVerb({ PUT: anyOf(isAdmin, owns('datasets')), DELETE: isAdmin }),
    verbs: { GET: read, PUT: edit, DELETE: removeOne('datasets') },
  },
]
