import { committeeEmails, committeeMembers } from '../entities/committee.ts'
import { idOf, type Row } from '../fields/field.ts'
import { type Answer, jsonAnswer, serverError } from '../http/answer.ts'
import { type Call, personId } from '../http/call.ts'
import type { Json } from '../python/json.ts'
import { literal } from '../python/text.ts'
import { always, type Condition, equals } from '../store/condition.ts'
import type { Store } from '../store/store.ts'

/** The benchmarks that the caller owns or is in the committee of. */
export function managed(call: Call): Condition {
  const own = equals({ owner: personId(call) })
  if (!call.rules.committee) return own
  const sql = `${own.sql} OR id IN (SELECT benchmark FROM members WHERE member = ?)`
  return { sql, values: [...own.values, personId(call)] }
}

/** The same as the list of one's own benchmarks has them: the owner's once for each member (docs/medperf.md 6.9). */
export function managedByMember(call: Call): Condition {
  if (!call.rules.committee) return managed(call)
  return {
    sql: 'owner = ? OR manager = ?',
    values: [personId(call), personId(call)],
    join: 'LEFT JOIN (SELECT benchmark AS managed, member AS manager FROM members) ON managed = benchmarks.id',
  }
}

/** A benchmark with its committee. */
export function withCommittee(store: Store, benchmark: Row): Row {
  if (!store.has('members')) return benchmark
  const order = store.entity('members').order
  const rows = store.select('members', equals({ benchmark: idOf(benchmark) }), {
    order,
    limit: -1n,
    offset: 0n,
  })
  const members = rows.map((row) => row['member'] as bigint)
  const emails = members.map((id) => store.find('users', id)?.['email'] ?? null)
  return { ...benchmark, [committeeEmails.name]: emails, [committeeMembers.name]: members }
}

/**
 * Replaces a committee where addresses were sent. What is wrong with them is told when everything else is kept already, as the
 * real server does (docs/medperf.md 6.9).
 */
export function setCommittee({ store }: Call, benchmark: Row, sent: Json | undefined): Answer | null {
  if (sent === undefined) return null
  const addresses = [...new Set((sent as readonly string[]).map((address) => address.toLowerCase()))]
  const owner = store.find('users', benchmark['owner'] as bigint)
  if (addresses.includes(lowerEmail(owner))) return refused('Benchmark owner cannot be a committee member')
  const people = store.select('users', always, { order: 'id', limit: -1n, offset: 0n })
  const found = addresses.map((address) => people.filter((one) => lowerEmail(one) === address))
  if (found.some((same) => same.length > 1)) {
    return serverError(new Error('get() returned more than one CustomUser'))
  }
  const unknown = addresses.filter((_, at) => found[at]?.length === 0)
  if (unknown.length > 0) return refused(`Users not found: ${literal(unknown)}`)
  const benchmarkId = idOf(benchmark)
  store.remove('members', equals({ benchmark: benchmarkId }))
  for (const user of found.flat()) store.insert('members', { benchmark: benchmarkId, member: idOf(user) })
  return null
}

const lowerEmail = (user: Row | null): string => String(user?.['email'] ?? '').toLowerCase()

const refused = (text: string): Answer => jsonAnswer(400, { [committeeEmails.name]: text })
