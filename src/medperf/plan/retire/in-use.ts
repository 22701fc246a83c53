import type { Snapshot } from '../../snapshot.ts'
import { BLOCKING, type Decisions } from '../decide/decision.ts'
import { isLeftOver } from '../decide/left-over.ts'
import type { RetireRequest } from './list.ts'

/** The rows that a registration stands on, by uid. */
export interface Kept {
  readonly containers: ReadonlySet<number>
  readonly models: ReadonlySet<number>
  readonly benchmarks: ReadonlySet<number>
}

/**
 * What a plan uses. `considered` counts the rows as well that a new version is to take the place of: whether it is needed may
 * only turn out after a push.
 */
export function listKept({ components, benchmark }: Decisions, considered = false): Kept {
  const used = components.flatMap(({ verdict, candidate }) =>
    candidate === undefined || (!considered && (verdict === 'needs a new version' || BLOCKING.has(verdict)))
      ? []
      : [candidate],
  )
  return {
    containers: new Set(used.flatMap(({ kind, contentUid }) => (kind === 'container' ? contentUid : []))),
    models: new Set(used.flatMap(({ modelUid }) => modelUid ?? [])),
    benchmarks: new Set(benchmark.uid === undefined ? [] : [benchmark.uid]),
  }
}

/** Who uses a row of one's own, in words; undefined where nobody does. Rejected and retired benchmarks use nothing. */
export function findUser(
  snapshot: Snapshot,
  kept: Kept,
  { collection, uid }: RetireRequest,
): string | undefined {
  switch (collection) {
    case 'benchmarks':
      return userOfBenchmark(snapshot, kept, uid)
    case 'models':
      return userOfModel(snapshot, kept, uid)
    case 'mlcubes':
      return userOfContainer(snapshot, kept, uid)
  }
}

const THIS = 'this benchmark.yaml is registered with it'

const LEFT_OVER =
  'the server takes no change of it since it has topologies, because its model is an asset: only an administrator can end that, who may delete it'

function userOfBenchmark(snapshot: Snapshot, kept: Kept, uid: number): string | undefined {
  if (kept.benchmarks.has(uid)) return 'this benchmark.yaml is registered as it'
  const row = snapshot.mine.benchmarks.find((one) => one.uid === uid)
  if (row !== undefined && isLeftOver(snapshot, row)) return LEFT_OVER
  const approval = row?.approval
  if (approval === 'PENDING') return 'it is pending, and would stay so: only an administrator can end that'
  return approval === 'APPROVED' ? 'it is approved, so that participants may stand on it' : undefined
}

function userOfModel(snapshot: Snapshot, kept: Kept, uid: number): string | undefined {
  if (kept.models.has(uid)) return THIS
  const container = snapshot.mine.models.find((row) => row.uid === uid)?.container?.uid
  if (container !== undefined && kept.containers.has(container)) return THIS
  return benchmarkOn(
    snapshot,
    ({ reference_model: model, ...others }) =>
      model === uid || (container !== undefined && Object.values(others).includes(container)),
  )
}

function userOfContainer(snapshot: Snapshot, kept: Kept, uid: number): string | undefined {
  const model = snapshot.mine.models.find(({ container }) => container?.uid === uid)
  if (model !== undefined) return `it is inside model ${model.uid}, which is retired together with it`
  if (kept.containers.has(uid)) return THIS
  const { models: isModel } = snapshot.rules
  return benchmarkOn(
    snapshot,
    ({ reference_model: base, ...others }) =>
      Object.values(others).includes(uid) || (!isModel && base === uid),
  )
}

type Components = NonNullable<Snapshot['others']['benchmarks'][number]['components']>

/** The first benchmark of anybody that stands on something. */
function benchmarkOn({ mine, others }: Snapshot, standsOn: (on: Components) => boolean): string | undefined {
  const alive = mine.benchmarks.filter(({ isValid, approval }) => isValid && approval !== 'REJECTED')
  const user = [...alive, ...others.benchmarks].find(
    ({ components }) => components !== undefined && standsOn(components),
  )
  return user === undefined ? undefined : `benchmark ${user.uid}, \`${user.name}\`, stands on it`
}
