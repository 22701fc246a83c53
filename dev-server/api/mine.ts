import { datasetsJoining, type Joining, modelsJoining } from '../entities/requests.ts'
import type { EraRules } from '../era.ts'
import { personId } from '../http/call.ts'
import type { Endpoint, Handler } from '../http/endpoint.ts'
import { pageOf } from '../lists/page.ts'
import { never } from '../store/condition.ts'
import { showManaged } from './benchmarks.ts'
import { managed, managedByMember } from './committee.ts'
import { showModel } from './models.ts'
import { signedIn } from './permissions.ts'
import { listMine, listWhere, showRow } from './rows.ts'

/** The requests in which something of the caller's takes part: a benchmark, a dataset, a model. */
const requests = ({ requests: table, table: things, key }: Joining): Handler =>
  listWhere(
    table,
    (call) => {
      const { sql, values } = managed(call)
      const benchmarks = `SELECT id FROM benchmarks WHERE ${sql}`
      return {
        sql: `(${key} IN (SELECT id FROM ${things} WHERE owner = ?) OR benchmark IN (${benchmarks}))`,
        values: [personId(call), ...values],
      }
    },
    showRow(table),
  )

const nothing: Handler = (call) => pageOf(call, { table: 'users', where: never }, () => null)

/** What the later servers have and this one does not keep: certificates, keys, federated learning. */
const notKept = [
  'training',
  'training/events',
  'aggregators',
  'cas',
  'certificates',
  'encrypted_keys',
  'datasets/training_associations',
]

/** The lists of the caller's own things. */
export function ownEndpoints(rules: EraRules): readonly Endpoint[] {
  const list = (name: string, handler: Handler): Endpoint => ({
    path: `api/v0/me/${name}/`,
    permission: signedIn,
    verbs: { GET: handler },
  })
  return [
    list('benchmarks', listMine('benchmarks', showManaged, managedByMember)),
    list('datasets', listMine('datasets', showRow('datasets'))),
    list('mlcubes', listMine('mlcubes', showRow('mlcubes'))),
    list('results', listMine('results', showRow('results'))),
    list('datasets/associations', requests(datasetsJoining)),
    list(`${rules.component.table}/associations`, requests(modelsJoining(rules))),
    ...(rules.models
      ? [list('models', listMine('models', showModel)), list('assets', listMine('assets', showRow('assets')))]
      : []),
    ...(rules.authority ? notKept.map((name) => list(name, nothing)) : []),
  ]
}
