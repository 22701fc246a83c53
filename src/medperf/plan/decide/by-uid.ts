import { isSameJson } from '../../../yaml/equal.ts'
import { sameContent } from '../../content.ts'
import type { ContainerRow, ModelRow, State } from '../../rows.ts'
import { isModelRole } from '../../rules.ts'
import type { Snapshot } from '../../snapshot.ts'
import type { WantedComponent } from '../wanted/state.ts'
import { containerCandidate, findCandidates, modelCandidate } from './candidates.ts'
import type { Candidate, ComponentDecision } from './decision.ts'

/** What is to be done about a component that benchmark.yaml names by `uid`: it is used as it is, or not at all. */
export function decideGiven(snapshot: Snapshot, wanted: WantedComponent, state: State): ComponentDecision {
  const { role, uid = 0 } = wanted
  const row = rowOf(snapshot, wanted)
  const what = isModelRole(snapshot.rules, role) ? 'model' : 'container'
  const collection = what === 'model' ? ('models' as const) : ('mlcubes' as const)
  const common = {
    role,
    kind: wanted.kind,
    collection,
    uid,
    name: row?.name ?? `${what} ${uid}`,
    state,
    changes: [],
    promote: false,
  }
  if (row === undefined && snapshot.blind !== undefined) {
    return {
      ...common,
      verdict: 'reuse',
      reason: `benchmark.yaml names ${what} ${uid}, which was not looked up`,
    }
  }
  if (row === undefined) {
    const hint = `Look the uid up on the server; it must be of a ${what}.`
    return { ...common, verdict: 'forbidden', reason: `the server has no such ${what} ${uid}`, hint }
  }
  const refusal = refusalOf(snapshot, wanted, row, state)
  const used = { ...common, candidate: row, state: row.state }
  if (refusal !== undefined) return { ...used, verdict: 'forbidden', ...refusal }
  if (state === 'DEVELOPMENT' || row.state === 'OPERATION') {
    return { ...used, verdict: 'reuse', reason: `benchmark.yaml names ${what} ${uid}` }
  }
  return {
    ...used,
    verdict: 'update in place',
    state: 'OPERATION',
    changes: [{ field: 'state', verdict: 'update in place', from: 'DEVELOPMENT', to: 'OPERATION' }],
    reason: `benchmark.yaml names ${what} ${uid}, which goes from DEVELOPMENT to OPERATION`,
    write: {},
    promote: true,
  }
}

/** The row, one's own as fresh as they are. */
function rowOf(snapshot: Snapshot, { role, uid }: WantedComponent): Candidate | undefined {
  const own = findCandidates(snapshot, role).find((row) => row.uid === uid)
  const given = snapshot.given[role]
  if (own !== undefined || given === undefined || given === null) return own
  return isModelRow(given) ? modelCandidate(given)[0] : containerCandidate(given)
}

/** A container has its content in the row itself, a model one level down. */
const isModelRow = (row: ContainerRow | ModelRow): row is ModelRow => !('fields' in row)

function refusalOf(
  snapshot: Snapshot,
  { uid, kind, testedHash, fields }: WantedComponent,
  row: Candidate,
  state: State,
): { readonly reason: string; readonly hint: string } | undefined {
  if (!row.isValid) {
    return {
      reason: `${uid} was retired by its owner, and MedPerf’s client refuses it`,
      hint: 'Name another one.',
    }
  }
  if (Object.keys(fields).length > 0 && !sameContent(snapshot.rules, row, { kind, fields })) {
    return {
      reason: `${uid} was changed by its owner since it was tested`,
      hint: 'Let the test run again.',
    }
  }
  if (testedHash !== undefined && !isSameJson(row.fields['image_hash'] ?? null, testedHash)) {
    return {
      reason: `its image is ${testedHash} now, which is not the one registered with ${uid}`,
      hint: 'Its tag was moved since it was registered. Name a container whose image is unchanged, or register this one.',
    }
  }
  if (state === 'OPERATION' && row.state === 'DEVELOPMENT' && row.owner !== snapshot.me.id) {
    return {
      reason: `${uid} is still in DEVELOPMENT, and only its owner, user ${row.owner}, can bring it into OPERATION`,
      hint: 'Ask them, or set `submit.state` to development.',
    }
  }
  return undefined
}
