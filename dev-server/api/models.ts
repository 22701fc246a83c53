import { newContainerRule } from '../entities/containers.ts'
import { frozen } from '../entities/frozen.ts'
import { editableOfModel, newModelRule } from '../entities/models.ts'
import type { Checked, Form } from '../fields/check.ts'
import { idOf, type Row } from '../fields/field.ts'
import { only, represent } from '../fields/represent.ts'
import { notFound, ServerFault } from '../http/answer.ts'
import { addressed, type Call, personId } from '../http/call.ts'
import type { Endpoint, Handler } from '../http/endpoint.ts'
import type { Json, JsonObject } from '../python/json.ts'
import { equals } from '../store/condition.ts'
import { checked, editForm, newForm } from './form.ts'
import { anyOf, byVerb, isAdmin, owns, signedIn } from './permissions.ts'
import { listAll, readOne, removeOne, type Show, showRow } from './rows.ts'

/** The tables of what can be inside a model, by the field that names it. */
const contents = { container: 'mlcubes', asset: 'assets' } as const

/** A model with its container or asset as an object; only the answer to a PUT shows bare ids (docs/medperf.md 5.1). */
export const showModel: Show = (call) => (row) => {
  const shown = new Map<string, Json>(represent(call.store.entity('models'), row))
  for (const [field, table] of Object.entries(contents)) {
    const id = row[field] as bigint | null
    const inner = id === null ? null : call.store.find(table, id)
    shown.set(field, inner && represent(call.store.entity(table), inner))
  }
  return shown
}

const register: Handler = (call) => {
  const inner: Record<string, Form> = {
    container: newForm(call.store, 'mlcubes', { rule: newContainerRule(call.rules) }),
    asset: newForm(call.store, 'assets'),
  }
  const form = newForm(call.store, 'models', { inner, rule: newModelRule })
  return checked(call, form, (good) => ({ status: 201, json: showModel(call)(keep(call, good)) }))
}

function keep(call: Call, { values, inner }: Checked): Row {
  const owner = personId(call)
  const links: Record<string, Json> = {}
  for (const [field, table] of Object.entries(contents)) {
    const given = inner[field]
    if (given) links[field] = idOf(call.store.insert(table, { ...given, owner }))
  }
  return call.store.insert('models', { ...values, ...links, owner })
}

const edit: Handler = (call) => {
  const row = addressed(call, 'models')
  const form = editForm(call.store, 'models', row, {
    rule: ({ values }) => frozen(row, values, editableOfModel),
  })
  return checked(call, form, ({ values }) => {
    passDown(call, row, values)
    return { status: 200, json: showRow('models')(call)(call.store.update('models', idOf(row), values)) }
  })
}

/**
 * State and validity go down to what was inside before the edit, even if the edit changes the link (docs/medperf.md 5.2,
 * 5.3).
 */
function passDown(call: Call, row: Row, sent: Row): void {
  const field = row['type'] === 'CONTAINER' ? 'container' : 'asset'
  const id = row[field] as bigint | null
  if (id === null) throw new ServerFault("'NoneType' object has no attribute 'state'")
  const passed = only(
    sent,
    Object.keys(sent).filter((name) => name === 'state' || name === 'is_valid'),
  )
  call.store.update(contents[field], id, Object.fromEntries(passed))
}

/** The model around the container or asset that the address names. */
const modelAround =
  (field: keyof typeof contents): Handler =>
  (call) => {
    const id = idOf(addressed(call, contents[field]))
    const row = call.store.first('models', equals({ [field]: id }), 'id')
    if (!row) throw notFound()
    return { status: 200, json: showModel(call)(row) as JsonObject }
  }

/** The addresses of models, model era. */
export const modelEndpoints: readonly Endpoint[] = [
  {
    path: 'api/v0/models/',
    takes: 'models',
    permission: signedIn,
    verbs: { GET: listAll('models', ['type'], showModel), POST: register },
  },
  {
    path: 'api/v0/models/<pk>/',
    permission: byVerb({ PUT: anyOf(isAdmin, owns('models')), DELETE: isAdmin }),
    verbs: { GET: readOne('models', showModel), PUT: edit, DELETE: removeOne('models') },
  },
  { path: 'api/v0/mlcubes/<pk>/model/', permission: signedIn, verbs: { GET: modelAround('container') } },
  { path: 'api/v0/assets/<pk>/model/', permission: signedIn, verbs: { GET: modelAround('asset') } },
]
