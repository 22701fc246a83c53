import { ROLES, type Role } from '../../../facts/role.ts'
import { isMapping } from '../../../yaml/value.ts'
import type { BenchmarkRow, Fields } from '../../rows.ts'
import { componentKeys, EDITABLE_BENCHMARK } from '../../rules.ts'
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
  { benchmark }: WantedState,
  components: readonly ComponentDecision[],
): WantedFields {
  const keys = componentKeys(snapshot.rules)
  const uidOf = (role: Role) => components.find((component) => component.role === role)?.uid
  const known = ROLES.flatMap((role) => {
    const uid = uidOf(role)
    return uid === undefined ? [] : [[keys[role], uid] as const]
  })
  const unknown = ROLES.filter((role) => uidOf(role) === undefined)
  return {
    fields: { ...benchmark.fields, ...Object.fromEntries(known) },
    unknown: {
      ...benchmark.unknown,
      ...Object.fromEntries(unknown.map((role) => [keys[role], `the ${role} to be registered`])),
    },
  }
}

/** A row's fields and component uids under the server's names. */
export function registeredFields(snapshot: Snapshot, row: BenchmarkRow): Fields {
  const keys = componentKeys(snapshot.rules)
  const components = ROLES.map((role) => [keys[role], row.components[role] ?? null] as const)
  return { ...row.fields, ...Object.fromEntries(components) }
}

/** Keys that somebody else put into the metadata stay. */
export function withOldMetadata(registered: Fields, wanted: Fields): Fields {
  const old = registered['metadata'] ?? null
  const metadata = wanted['metadata'] ?? null
  return isMapping(old) && isMapping(metadata) ? { ...wanted, metadata: { ...old, ...metadata } } : wanted
}
