import type { Benchmark } from '../benchmark/benchmark.ts'
import { known } from '../facts/known.ts'
import { expectPart, mapParts, type Role } from '../facts/role.ts'
import { registeredFields } from '../medperf/plan/decide/benchmark-fields.ts'
import type { ComponentDecision } from '../medperf/plan/decide/decision.ts'
import type { Lock, LockedComponent } from '../medperf/plan/lock/lock.ts'
import type { Resolved } from '../medperf/plan/plan.ts'
import type { Evidence } from '../medperf/plan/wanted/evidence.ts'
import type { BenchmarkRow } from '../medperf/rows.ts'
import type { Snapshot } from '../medperf/snapshot.ts'

interface Source {
  readonly benchmark: Benchmark
  readonly evidence: Evidence
  readonly commit?: string
}

/** The lock of what the server holds now, for the next run to read. */
export function makeLock(
  source: Source,
  { decisions }: Resolved,
  snapshot: Snapshot,
  row: BenchmarkRow,
): Lock {
  const components = mapParts(source.evidence.components, (_, role) =>
    lockedOf(source.evidence, role, decisions.components),
  )
  const { metadata: _results, ...fields } = registeredFields(snapshot, row)
  return known({
    schema: 1 as const,
    server: snapshot.origin,
    era: snapshot.rules.era,
    owner: snapshot.me.id,
    config: source.benchmark.config,
    commit: source.commit,
    benchmark: {
      uid: row.uid,
      name: row.name,
      state: row.state,
      approvalStatus: row.approval,
      fields,
    },
    components,
  })
}

function lockedOf(evidence: Evidence, role: Role, decisions: readonly ComponentDecision[]): LockedComponent {
  const candidate = decisions.find((decision) => decision.role === role)?.candidate
  if (candidate === undefined) throw new TypeError(`no row for the ${role}`)
  const { uid, kind, contentUid, name, state, fields } = candidate
  const { uid: named, image } = expectPart(evidence.components, role)
  const isAsset = kind === 'asset'
  return known({
    uid,
    asset: isAsset ? contentUid : undefined,
    container: isAsset ? undefined : contentUid,
    name,
    state,
    given: named !== undefined,
    imageId: image.imageId,
    fields,
  })
}
