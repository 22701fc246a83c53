import { shownOfUser } from '../entities/users.ts'
import type { EraRules } from '../era.ts'
import { idOf } from '../fields/field.ts'
import { only } from '../fields/represent.ts'
import { addressed, person } from '../http/call.ts'
import type { Endpoint, Handler, Permission } from '../http/endpoint.ts'
import { always } from '../store/condition.ts'
import { checked, editForm } from './form.ts'
import { anyOf, byVerb, isAdmin, signedIn } from './permissions.ts'
import { listWhere, readOne, removeOne, type Show } from './rows.ts'

const emptyMetadata = new Map()

/** A person as answers show one. */
export const showUser: Show = (call) => (row) =>
  only({ ...row, metadata: row['metadata'] ?? emptyMetadata }, shownOfUser(call.rules))

const isSelf: Permission = ({ user, ids }) => user !== null && idOf(user) === ids['pk']

/** The owner of a container that a dataset of the person in the address was prepared with. */
const preparedFor: Permission = ({ store, user, ids }) => {
  if (!user) return false
  const sql = 'owner = ? AND data_preparation_mlcube IN (SELECT id FROM mlcubes WHERE owner = ?)'
  return store.count('datasets', { sql, values: [ids['pk'] ?? 0n, idOf(user)] }) > 0n
}

const me: Handler = (call) => ({ status: 200, json: showUser(call)(person(call)) })

/** Before the model era a PUT replaces the person, so the user name is needed; metadata of null changes nothing. */
const edit: Handler = (call) => {
  const row = addressed(call, 'users')
  const form = { ...editForm(call.store, 'users', row), partial: call.rules.models }
  return checked(call, form, ({ values }) => {
    const changes = values['metadata'] === null ? {} : values
    return { status: 200, json: showUser(call)(call.store.update('users', idOf(row), changes)) }
  })
}

/** The addresses of people. */
export const userEndpoints = ({ models }: EraRules): readonly Endpoint[] => [
  { path: 'api/v0/me/', permission: signedIn, verbs: { GET: me } },
  {
    path: 'api/v0/users/',
    permission: isAdmin,
    verbs: { GET: listWhere('users', () => always, showUser) },
  },
  {
    path: 'api/v0/users/<pk>/',
    permission: byVerb({
      GET: anyOf(isAdmin, isSelf, preparedFor),
      PUT: models ? anyOf(isAdmin, isSelf) : isAdmin,
      DELETE: isAdmin,
    }),
    verbs: { GET: readOne('users', showUser), PUT: edit, DELETE: removeOne('users') },
  },
  ...(models ? [metadataEndpoint] : []),
]

const metadataEndpoint: Endpoint = {
  path: 'api/v0/users/<pk>/metadata/',
  permission: signedIn,
  verbs: {
    GET: readOne('users', () => (row) => new Map([['metadata', row['metadata'] ?? emptyMetadata]])),
  },
}
