import { known } from '../../../facts/known.ts'
import type { BenchmarkRow } from '../../rows.ts'
import type { Snapshot } from '../../snapshot.ts'
import type { WantedState } from '../wanted/state.ts'
import {
  type BenchmarkQuestion,
  completeWrite,
  frozenVerdict,
  registeredFields,
  withComponents,
  withOldMetadata,
} from './benchmark-fields.ts'
import { compareFields, listCreations } from './changes.ts'
import type { BenchmarkDecision, Change, ComponentDecision } from './decision.ts'
import { decideFrozen } from './frozen.ts'
import { findFamily } from './names.ts'
import { blockedBy, findPending } from './pending-benchmark.ts'

/** What is to be done so that the server holds the benchmark as wanted, given what happens to its components. */
export function decideBenchmark(
  snapshot: Snapshot,
  wanted: WantedState,
  components: readonly ComponentDecision[],
): BenchmarkDecision {
  const target = withComponents(snapshot, wanted, components)
  const names = [...Object.keys(target.fields), ...Object.keys(target.unknown)]
  const question = { snapshot, wanted, target, names }
  const family = findFamily(wanted.benchmark.name, snapshot.mine.benchmarks)
  const latest = family[0]
  if (latest === undefined) return createFirst(question)
  const same = family.find((row) => isSame(question, row))
  if (same !== undefined) return decideFrozen(question, family, same)
  if (latest.state === 'DEVELOPMENT' && latest.isValid && latest.approval !== 'REJECTED')
    return edit(question, latest)
  return decideFrozen(question, family, latest)
}

/** Whether a row in OPERATION is what is wanted, but for what may still change there. */
function isSame({ snapshot, target, names }: BenchmarkQuestion, row: BenchmarkRow): boolean {
  if (row.state !== 'OPERATION' || !row.isValid || row.approval === 'REJECTED') return false
  const { changed } = compareFields(registeredFields(snapshot, row), target, names, frozenVerdict)
  return changed.every((field) => frozenVerdict(field) !== 'needs a new version')
}

function createFirst({ snapshot, wanted, target, names }: BenchmarkQuestion): BenchmarkDecision {
  const { name } = wanted.benchmark
  const stranger = snapshot.others.benchmarks.find((row) => row.name === name)
  const changes = listCreations(target, names, 'create')
  const common = { name, state: wanted.state, changes, promote: false }
  if (stranger !== undefined) {
    const reason = `the name \`${name}\` is taken by benchmark ${stranger.uid} of user ${stranger.owner}`
    return { ...common, verdict: 'forbidden', reason, hint: 'Give another `name` in benchmark.yaml.' }
  }
  const pending = findPending(snapshot)
  if (pending !== undefined) return blockedBy(snapshot, pending, common)
  return { ...common, verdict: 'create', reason: 'it is not registered yet', write: target.fields }
}

/** Everything may change in DEVELOPMENT, approved or not (docs/medperf.md 6.5). */
function edit({ snapshot, wanted, target, names }: BenchmarkQuestion, row: BenchmarkRow): BenchmarkDecision {
  const registered = registeredFields(snapshot, row)
  const merged = { ...target, fields: withOldMetadata(registered, target.fields) }
  const { changes, write, changed } = compareFields(registered, merged, names, () => 'update in place')
  const promote = wanted.state === 'OPERATION'
  const touched = promote || changed.length > 0
  return known({
    name: row.name,
    uid: row.uid,
    approval: row.approval,
    state: wanted.state,
    verdict: touched ? 'update in place' : 'nothing to do',
    changes: promote ? [...changes, promotion(row)] : changes,
    reason: touched
      ? `\`${row.name}\` is still in DEVELOPMENT, where everything may change`
      : 'it is as wanted',
    write: touched ? completeWrite(snapshot, write, merged) : undefined,
    promote,
  })
}

const promotion = (row: BenchmarkRow): Change => ({
  field: 'state',
  verdict: 'update in place',
  from: row.state,
  to: 'OPERATION',
})
