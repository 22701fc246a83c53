import { datasetsJoining, type Joining, modelsJoining } from '../entities/requests.ts'
import type { EraRules } from '../era.ts'
import { idOf } from '../fields/field.ts'
import { only } from '../fields/represent.ts'
import { addressed } from '../http/call.ts'
import type { Endpoint, Handler, Permission } from '../http/endpoint.ts'
import { pageOf } from '../lists/page.ts'
import type { Json } from '../python/json.ts'
import { equals, never } from '../store/condition.ts'
import { approvedIn } from './newest-request.ts'
import { anyOf, isAdmin, owns } from './permissions.ts'
import { listWhere, showRow } from './rows.ts'
import { showUser } from './users.ts'

const benchmarkOwner = anyOf(isAdmin, owns('benchmarks'))

/** Whoever owns something whose newest request to join the benchmark is approved. */
const ownsApproved =
  (joining: Joining): Permission =>
  ({ store, user, ids }) => {
    if (!user) return false
    const sql = `owner = ? AND id IN (${approvedIn(joining)})`
    return store.count(joining.table, { sql, values: [idOf(user), ids['pk'] ?? 0n] }) > 0n
  }

/** All requests to join, old ones too. */
const requestsOf = (joining: Joining): Handler =>
  ofBenchmark(
    listWhere(
      joining.requests,
      ({ ids }) => equals({ benchmark: ids['pk'] ?? 0n }),
      () => (row) => only(row, [joining.key, 'approval_status', 'created_at']),
    ),
  )

/** A list below a benchmark that exists, else 404. */
const ofBenchmark =
  (list: Handler): Handler =>
  (call) => {
    addressed(call, 'benchmarks')
    return list(call)
  }

const results = ofBenchmark(
  listWhere('results', ({ ids }) => equals({ benchmark: ids['pk'] ?? 0n }), showRow('results')),
)

/** The approved datasets with the people behind them. */
const participants = ofBenchmark(
  listWhere(
    'datasets',
    ({ ids }) => ({ sql: `id IN (${approvedIn(datasetsJoining)})`, values: [ids['pk'] ?? 0n] }),
    (call) => (row) =>
      new Map<string, Json>([
        ['id', idOf(row)],
        ['owner', showUser(call)(call.store.find('users', row['owner'] as bigint) ?? {})],
      ]),
  ),
)

/** Nobody has a certificate on this server. */
const noCertificates = ofBenchmark((call) => pageOf(call, { table: 'users', where: never }, () => null))

/** The lists below a benchmark (docs/medperf.md 6.6). */
export function benchmarkListEndpoints(rules: EraRules): readonly Endpoint[] {
  const modelOwner = ownsApproved(modelsJoining(rules))
  const list = (name: string, permission: Permission, handler: Handler): Endpoint => ({
    path: `api/v0/benchmarks/<pk>/${name}/`,
    permission,
    verbs: { GET: handler },
  })
  const datasetReaders = rules.datasetsForModelOwner ? anyOf(benchmarkOwner, modelOwner) : benchmarkOwner
  const certificateReaders = rules.certificatesForOwner
    ? anyOf(isAdmin, modelOwner, owns('benchmarks'))
    : anyOf(isAdmin, modelOwner)
  return [
    list('models', anyOf(benchmarkOwner, ownsApproved(datasetsJoining)), requestsOf(modelsJoining(rules))),
    list('datasets', datasetReaders, requestsOf(datasetsJoining)),
    list('results', benchmarkOwner, results),
    ...(rules.participants ? [list('participants_info', benchmarkOwner, participants)] : []),
    ...(rules.certificates ? [list('datasets_certificates', certificateReaders, noCertificates)] : []),
  ]
}
