import { parseJson } from '../../../dev-server/python/parse-json.ts'
import type { Filling } from '../../../dev-server/seed/fill-rows.ts'
import { known } from '../../facts/known.ts'
import type { Role } from '../../facts/role.ts'
import type { BenchmarkRow, ContentRow, Fields, ModelRow } from '../../medperf/rows.ts'
import { componentKeys, type ServerRules } from '../../medperf/rules.ts'
import type { Foreign, Snapshot } from '../../medperf/snapshot.ts'

/** What a server showed, as rows under its own names: one's own whole, those of others as far as they can be seen. */
export const restoreRows = (snapshot: Snapshot): Filling =>
  Object.fromEntries(Object.entries(listRows(snapshot)).map(([table, rows]) => [table, rows.map(readRow)]))

/** As the server would have read it: every number keeps its digits. */
const readRow = (row: Fields) =>
  Object.fromEntries(parseJson(JSON.stringify(row)) as Iterable<[string, never]>)

function listRows({
  rules,
  me,
  mine,
  others,
  assets,
  given,
}: Snapshot): Readonly<Record<string, readonly Fields[]>> {
  const named = Object.values(given).flatMap((row) => row ?? [])
  const models = [...mine.models, ...named.filter(isModel)]
  const containers = [...mine.containers, ...named.filter((row): row is ContentRow => !isModel(row))]
  const owners = [...others.containers, ...others.models, ...others.benchmarks, ...assets, ...named]
  return known({
    users: [...new Set(owners.map(({ owner }) => owner))]
      .filter((id) => id !== me.id)
      .map((id): Fields => ({ id }))
      .concat({ id: me.id, email: me.email }),
    // Those that are whole come last, what models hold among them: a row takes the place of an earlier one with its id.
    mlcubes: [...others.containers.map(showName), ...containers.map(showContent)],
    assets: rules.models ? assets.map(showName) : undefined,
    models: rules.models ? [...others.models.map(showName), ...models.map(showModel)] : undefined,
    benchmarks: [
      ...others.benchmarks.map((row) => ({
        ...showName(row),
        ...showComponents({ ...UNSEEN, ...row.components }, rules),
      })),
      ...mine.benchmarks.map((row) => showBenchmark(row, rules)),
    ],
  })
}

const isModel = (row: ContentRow | ModelRow): row is ModelRow => !('fields' in row)

const showName = ({ uid, name, owner }: Foreign): Fields => ({ id: uid, name, owner })

const showRow = ({ uid, name, owner, state, isValid }: Omit<ContentRow, 'fields'>) => ({
  id: uid,
  name,
  owner,
  state,
  is_valid: isValid,
})

const showContent = (row: ContentRow): Fields => ({ ...row.fields, ...showRow(row) })

const showModel = (row: ModelRow): Fields => ({
  ...showRow(row),
  type: row.asset === undefined ? 'CONTAINER' : 'ASSET',
  container: row.container === undefined ? null : showContent(row.container),
  asset: row.asset === undefined ? null : showContent(row.asset),
})

/** The components under the server's keys; null for one that a topology has not. */
const showComponents = (uids: BenchmarkRow['components'], rules: ServerRules): Fields =>
  Object.fromEntries(
    Object.entries(componentKeys(rules)).map(([role, key]) => [key, uids[role as Role] ?? null]),
  )

/** Every benchmark has parts, also one of which no more was seen than its name; a uid that no container seen so far has to have. */
const UNSEEN = { data_preparator: 1, reference_model: 1, evaluator: 1 } as const

function showBenchmark(row: BenchmarkRow, rules: ServerRules): Fields {
  return known({
    ...row.fields,
    ...showRow(row),
    ...showComponents(row.components, rules),
    is_active: row.isActive,
    approval_status: row.approval,
    approved_at: row.approvedAt,
    committee_members: row.committee,
  }) as Fields
}
