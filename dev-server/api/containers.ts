import { containerEditRule, newContainerRule } from '../entities/containers.ts'
import type { EraRules } from '../era.ts'
import { idOf } from '../fields/field.ts'
import { jsonAnswer } from '../http/answer.ts'
import { addressed, personId } from '../http/call.ts'
import type { Endpoint, Handler } from '../http/endpoint.ts'
import { equals } from '../store/condition.ts'
import { checked, editForm, newForm } from './form.ts'
import { anyOf, byVerb, isAdmin, owns, signedIn } from './permissions.ts'
import { listAll, listWhere, readOne, removeOne, showRow } from './rows.ts'

const show = showRow('mlcubes')

const register: Handler = (call) =>
  checked(call, newForm(call.store, 'mlcubes', { rule: newContainerRule(call.rules) }), ({ values }) => {
    const row = call.store.insert('mlcubes', { ...values, owner: personId(call) })
    return { status: 201, json: show(call)(row) }
  })

const edit: Handler = (call) => {
  const row = addressed(call, 'mlcubes')
  const form = editForm(call.store, 'mlcubes', row, { rule: containerEditRule(call.rules, row) })
  return checked(call, form, ({ values }) => ({
    status: 200,
    json: show(call)(call.store.update('mlcubes', idOf(row), values)),
  }))
}

const prepared = listWhere(
  'datasets',
  ({ ids }) => equals({ data_preparation_mlcube: ids['pk'] ?? 0n }),
  showRow('datasets'),
)

const preparedInDevelopment: Handler = (call) =>
  addressed(call, 'mlcubes')['state'] === 'DEVELOPMENT'
    ? prepared(call)
    : jsonAnswer(400, { error: 'The mlcube is not in DEVELOPMENT' })

/** The addresses of containers. */
export const containerEndpoints = ({ datasetsOfDevelopmentOnly }: EraRules): readonly Endpoint[] => [
  {
    path: 'api/v0/mlcubes/',
    takes: 'mlcubes',
    permission: signedIn,
    verbs: { GET: listAll('mlcubes', ['name', 'owner', 'state', 'is_valid'], show), POST: register },
  },
  {
    path: 'api/v0/mlcubes/<pk>/',
    permission: byVerb({ PUT: anyOf(isAdmin, owns('mlcubes')), DELETE: isAdmin }),
    verbs: { GET: readOne('mlcubes', show), PUT: edit, DELETE: removeOne('mlcubes') },
  },
  {
    path: 'api/v0/mlcubes/<pk>/datasets/',
    permission: anyOf(isAdmin, owns('mlcubes')),
    verbs: { GET: datasetsOfDevelopmentOnly ? preparedInDevelopment : prepared },
  },
]
