import { listRoles, type Role } from '../../../facts/role.ts'
import { isMapping } from '../../../yaml/value.ts'
import type { BenchmarkRow, Fields } from '../../rows.ts'
import { componentKeys, EDITABLE_BENCHMARK, findSeat } from '../../rules.ts'
import type { Snapshot } from '../../snapshot.ts'
import type { WantedFields, WantedState } from '../wanted/state.ts'
import type { ComponentDecision, PlanVerdict } from './decision.ts'

/** A benchmark as it shall be, beside what the server holds. */
export interface BenchmarkQuestion {
  readonly snapshot: Snapshot
  readonly wanted: WantedState
  /** The wanted fields with the uids of the components. */
  readonly target: WantedFields
  readonly names: readonly string[]
}

/** Outputs of the test; they may differ from run to run, and alone are no reason for a new version. */
export const MEASURED: ReadonlySet<string> = new Set(['metadata', 'demo_dataset_generated_uid'])

/** What a difference in a field means for a benchmark in OPERATION (docs/medperf.md 6.5). */
export function frozenVerdict(field: string): PlanVerdict {
  if (MEASURED.has(field)) return 'nothing to do'
  return EDITABLE_BENCHMARK.includes(field) ? 'update in place' : 'needs a new version'
}

/** The wanted fields with the uids of the components; those to be created are not known yet. */
export function withComponents(
  snapshot: Snapshot,
  { benchmark, topology, components: parts }: WantedState,
  components: readonly ComponentDecision[],
): WantedFields {
  const { rules } = snapshot
  const keys = componentKeys(rules)
  const seats = listRoles(parts).flatMap((role) => {
    const key = keys[findSeat(rules, topology, role)]
    const uid = components.find((component) => component.role === role)?.uid
    return key === undefined ? [] : [{ key, role, uid }]
  })
  const known = seats.flatMap(({ key, uid }) => (uid === undefined ? [] : [[key, uid] as const]))
  const unknown = seats.filter(({ uid }) => uid === undefined)
  const empty = Object.values(keys).filter((key) => !seats.some((seat) => seat.key === key))
  return {
    fields: {
      ...benchmark.fields,
      ...Object.fromEntries(known),
      ...Object.fromEntries(empty.map((key) => [key, null])),
    },
    unknown: {
      ...benchmark.unknown,
      ...Object.fromEntries(unknown.map(({ key, role }) => [key, `the ${role} to be registered`])),
    },
  }
}

/**
 * What has to be sent for some changes. A topology is judged together with the components, so it never changes without them
 * (docs/medperf.md 6.10).
 */
export function completeWrite(snapshot: Snapshot, write: Fields, target: WantedFields): Fields {
  if (!('topology' in write)) return write
  const parts = Object.values(componentKeys(snapshot.rules)).filter((key) => target.fields[key] !== undefined)
  return { ...write, ...Object.fromEntries(parts.map((key) => [key, target.fields[key] ?? null])) }
}

/** A row's fields and component uids under the server's names. */
export function registeredFields(snapshot: Snapshot, row: BenchmarkRow): Fields {
  const keys = Object.entries(componentKeys(snapshot.rules)) as [Role, string][]
  const components = keys.map(([role, key]) => [key, row.components[role] ?? null] as const)
  return { ...row.fields, ...Object.fromEntries(components) }
}

/** Keys that somebody else put into the metadata stay. */
export function withOldMetadata(registered: Fields, wanted: Fields): Fields {
  const old = registered['metadata'] ?? null
  const metadata = wanted['metadata'] ?? null
  return isMapping(old) && isMapping(metadata) ? { ...wanted, metadata: { ...old, ...metadata } } : wanted
}
