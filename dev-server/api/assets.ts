import { editableOfAsset } from '../entities/assets.ts'
import { frozen } from '../entities/frozen.ts'
import { idOf } from '../fields/field.ts'
import { addressed, personId } from '../http/call.ts'
import type { Endpoint, Handler } from '../http/endpoint.ts'
import { checked, editForm, newForm } from './form.ts'
import { anyOf, byVerb, isAdmin, owns, signedIn } from './permissions.ts'
import { listAll, readOne, removeOne, showRow } from './rows.ts'

const show = showRow('assets')

const register: Handler = (call) =>
  checked(call, newForm(call.store, 'assets'), ({ values }) => {
    const row = call.store.insert('assets', { ...values, owner: personId(call) })
    return { status: 201, json: show(call)(row) }
  })

const edit: Handler = (call) => {
  const row = addressed(call, 'assets')
  const form = editForm(call.store, 'assets', row, {
    rule: ({ values }) => frozen(row, values, editableOfAsset),
  })
  return checked(call, form, ({ values }) => ({
    status: 200,
    json: show(call)(call.store.update('assets', idOf(row), values)),
  }))
}

/** The addresses of assets, model era. */
export const assetEndpoints: readonly Endpoint[] = [
  {
    path: 'api/v0/assets/',
    takes: 'assets',
    permission: signedIn,
    verbs: { GET: listAll('assets', ['name', 'owner', 'state', 'is_valid'], show), POST: register },
  },
  {
    path: 'api/v0/assets/<pk>/',
    permission: byVerb({ PUT: anyOf(isAdmin, owns('assets')), DELETE: isAdmin }),
    verbs: { GET: readOne('assets', show), PUT: edit, DELETE: removeOne('assets') },
  },
]
