import * as z from 'zod'
import { known } from '../facts/known.ts'
import type { Role } from '../facts/role.ts'
import {
  APPROVALS,
  type AssetRow,
  type BenchmarkRow,
  type ContainerRow,
  type Fields,
  type ModelRow,
  STATES,
} from '../medperf/rows.ts'
import { ASSET, componentKeys, contentRules, EDITABLE_BENCHMARK, type ServerRules } from '../medperf/rules.ts'
import type { Value } from '../yaml/value.ts'

/** Any JSON; numbers kept as text would not survive a deeper look. */
const Json = z.custom<Value>((value) => value !== undefined, 'missing')
const Uid = z.int().min(1)

export const VersionSchema = z.object({ version: z.string().max(100) })

export const UserSchema = z
  .object({ id: Uid, email: z.string().nullish() })
  .transform(({ id, email }) => ({ id, email: email ?? '' }))

/** One page of a list; the rows are read one by one, so that an odd one is named (docs/medperf.md 2.8). */
export const PageSchema = z.object({
  count: z.int().min(0),
  next: z.string().nullable(),
  results: z.array(z.record(z.string(), Json)),
})

/** Any row as the server gives it, for reading back. */
export const ObjectSchema = z.record(z.string(), Json)

const Common = z.looseObject({
  id: Uid,
  name: z.string(),
  owner: Uid,
  state: z.enum(STATES),
  is_valid: z.boolean(),
})

const common = (row: z.infer<typeof Common>) => ({
  uid: row.id,
  name: row.name,
  owner: row.owner,
  state: row.state,
  isValid: row.is_valid,
})

/** The named fields of a row; one that is not there makes the row no row of this era. */
function pick(row: z.infer<typeof Common>, names: readonly string[], context: z.RefinementCtx): Fields {
  for (const name of names.filter((key) => row[key] === undefined)) {
    context.addIssue({ code: 'custom', message: 'missing', path: [name] })
  }
  return Object.fromEntries(names.map((name) => [name, unset(name, (row[name] ?? null) as Value)]))
}

/** Unset values come as `""` or null, depending on who wrote them (docs/medperf.md 4.2). */
function unset(name: string, value: Value): Value {
  if (name === 'parameters_config') return value === '' ? null : value
  return value === null && name !== 'container_config' && name !== 'metadata' ? '' : value
}

export function createContainerSchema(rules: ServerRules): z.ZodType<ContainerRow> {
  return Common.transform((row, context) => ({
    ...common(row),
    fields: pick(row, contentRules(rules, 'container').content, context),
  }))
}

export function createAssetSchema(): z.ZodType<AssetRow> {
  return Common.transform((row, context) => ({ ...common(row), fields: pick(row, ASSET.content, context) }))
}

/**
 * A model with what is inside; `PUT` answers hold bare numbers instead and are never read. Of one whose type was switched
 * and says something else than what is inside, clients can use nothing (docs/medperf.md 5.2).
 */
export function createModelSchema(rules: ServerRules): z.ZodType<ModelRow> {
  const inside = {
    container: createContainerSchema(rules).nullable(),
    asset: createAssetSchema().nullish(),
  }
  return Common.extend(inside).transform(({ container, asset, ...row }) =>
    known({
      ...common(row),
      container: row['type'] === 'ASSET' ? undefined : (container ?? undefined),
      asset: row['type'] === 'CONTAINER' ? undefined : (asset ?? undefined),
    }),
  )
}

const BENCHMARK_FIELDS: readonly string[] = [
  'description',
  'docs_url',
  'demo_dataset_tarball_url',
  'demo_dataset_tarball_hash',
  'demo_dataset_generated_uid',
  'metadata',
]

/** The policies; their lists are shown to the owner only, and to everybody else left out (docs/medperf.md 6.2). */
const POLICIES = EDITABLE_BENCHMARK.filter((name) => name.includes('auto_approval'))

const Benchmark = Common.extend({
  is_active: z.boolean(),
  approval_status: z.enum(APPROVALS),
  approved_at: z.string().nullable(),
  committee_members: z.array(Uid).optional(),
})

/** A component that the topology of a benchmark has not is null there, for clients of every era (docs/medperf.md 6.10). */
const MaybeUid = Uid.nullish()

export function createBenchmarkSchema(rules: ServerRules): z.ZodType<BenchmarkRow> {
  const keys = Object.entries(componentKeys(rules)) as [Role, string][]
  const required = { data_preparation_mlcube: Uid, [rules.modelKey]: Uid }
  const uids = Object.fromEntries(keys.map(([, key]) => [key, MaybeUid]))
  const names = [...BENCHMARK_FIELDS, ...(rules.topology ? ['topology'] : [])]
  return Benchmark.extend({ ...uids, ...required }).transform((loose, context) => {
    const row = Benchmark.parse(loose)
    const policies = rules.policies ? POLICIES.filter((name) => row[name] !== undefined) : []
    const components = keys.map(([role, key]) => [role, MaybeUid.parse(row[key]) ?? undefined])
    return known({
      ...common(row),
      isActive: row.is_active,
      approval: row.approval_status,
      approvedAt: row.approved_at,
      components: known(Object.fromEntries(components) as BenchmarkRow['components']),
      committee: row.committee_members,
      fields: pick(row, [...names, ...policies], context),
    })
  })
}
