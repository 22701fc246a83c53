import { datasetsJoining, type Joining, modelsJoining } from '../entities/requests.ts'
import type { EraRules } from '../era.ts'
import type { Row } from '../fields/field.ts'
import { only } from '../fields/represent.ts'
import { type Call, personId } from '../http/call.ts'
import type { Endpoint, Handler } from '../http/endpoint.ts'
import { equals } from '../store/condition.ts'
import { autoApproves } from './auto-approval.ts'
import { decide, shownOfRequest } from './decide.ts'
import { checked, newForm } from './form.ts'
import { anyOf, bodyNames, byVerb, isAdmin, ownsNamed } from './permissions.ts'
import { ruleOfRequest } from './request-rules.ts'
import { listWhere, showRow } from './rows.ts'

const ask =
  (joining: Joining): Handler =>
  (call) => {
    const form = newForm(call.store, joining.requests, { rule: (good) => ruleOfRequest(call, joining, good) })
    return checked(call, form, ({ values }) => {
      const row = call.store.insert(joining.requests, {
        ...values,
        ...decision(call, joining, values),
        initiated_by: personId(call),
      })
      return { status: 201, json: showRow(joining.requests)(call)(row) }
    })
  }

/** A request that is pending may be approved at once; any other one is decided now. */
function decision(call: Call, joining: Joining, values: Row): Row {
  const status = values['approval_status'] ?? 'PENDING'
  if (status !== 'PENDING') return { approved_at: call.store.clock.now() }
  return autoApproves(call, joining, values)
    ? { approval_status: 'APPROVED', approved_at: call.store.clock.now() }
    : {}
}

const pairOf = (joining: Joining, { ids }: Call) =>
  equals({ [joining.key]: ids['pk'] ?? 0n, benchmark: ids['bid'] ?? 0n })

/** The only list without pages. */
const history =
  (joining: Joining): Handler =>
  (call) => {
    const { order } = call.store.entity(joining.requests)
    const rows = call.store.select(joining.requests, pairOf(joining, call), { order, limit: -1n, offset: 0n })
    return { status: 200, json: rows.map((row) => only(row, shownOfRequest(joining))) }
  }

const forget =
  (joining: Joining): Handler =>
  (call) => {
    call.store.remove(joining.requests, pairOf(joining, call))
    return { status: 204 }
  }

/** The addresses of the requests of one kind of thing (docs/medperf.md 7). */
function endpointsOf(joining: Joining, withList: boolean): readonly Endpoint[] {
  const root = `api/v0/${joining.table}`
  const { table, key } = joining
  const involved = anyOf(isAdmin, ownsNamed('benchmarks', 'benchmark', 'bid'), ownsNamed(table, key))
  const ranking = anyOf(isAdmin, ownsNamed('benchmarks', 'benchmark', 'bid'))
  const list = listWhere(
    joining.requests,
    ({ ids }) => equals({ [key]: ids['pk'] ?? 0n }),
    showRow(joining.requests),
  )
  return [
    { path: `${root}/benchmarks/`, permission: involved, verbs: { POST: ask(joining) } },
    {
      path: `${root}/<pk>/benchmarks/<bid>/`,
      permission: byVerb(
        {
          PUT: (call) =>
            joining.word === 'model' && bodyNames(call, 'priority') ? ranking(call) : involved(call),
          DELETE: isAdmin,
        },
        involved,
      ),
      verbs: { GET: history(joining), PUT: decide(joining), DELETE: forget(joining) },
    },
    ...(withList
      ? [
          {
            path: `${root}/<pk>/benchmarks/`,
            permission: anyOf(isAdmin, ownsNamed(table, key)),
            verbs: { GET: list },
          },
        ]
      : []),
  ]
}

/** The addresses of all requests to join a benchmark. */
export const requestEndpoints = (rules: EraRules): readonly Endpoint[] => [
  ...endpointsOf(datasetsJoining, rules.models),
  ...endpointsOf(modelsJoining(rules), rules.models),
]
