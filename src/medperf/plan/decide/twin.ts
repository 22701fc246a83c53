import { known } from '../../../facts/known.ts'
import { sameContent, uniqueKey } from '../../content.ts'
import type { State } from '../../rows.ts'
import { contentRules, isModelRole } from '../../rules.ts'
import type { Snapshot } from '../../snapshot.ts'
import type { WantedComponent } from '../wanted/state.ts'
import { compareFields, keepRegistered } from './changes.ts'
import type { Candidate, Change, ComponentDecision, PlanVerdict } from './decision.ts'
import { findFamily } from './names.ts'

/** A component as it shall be, beside what the server holds. */
export interface ComponentQuestion {
  readonly snapshot: Snapshot
  readonly wanted: WantedComponent
  readonly state: State
  /** The uid that the newest version of the benchmark stands on. */
  readonly current?: number
}

/** The row of one’s own that holds exactly this content; of several the one the benchmark stands on already. */
export function findTwin(
  { snapshot, wanted, current }: ComponentQuestion,
  rows: readonly Candidate[],
): Candidate | undefined {
  if (Object.keys(wanted.unknown).length > 0) return undefined
  const twins = rows.filter((row) =>
    sameContent(snapshot.rules, row, { ...wanted, ...keepRegistered(wanted, row.fields) }),
  )
  const valid = twins.filter(({ isValid }) => isValid)
  const used = valid.find(({ uid }) => uid === current)
  return (
    used ?? findFamily(wanted.name, valid)[0] ?? valid[0] ?? findFamily(wanted.name, twins)[0] ?? twins[0]
  )
}

/** The same content is registered: use it, with its addresses, validity and state brought up to date. */
export function useTwin({ snapshot, wanted, state }: ComponentQuestion, twin: Candidate): ComponentDecision {
  const { content } = contentRules(snapshot.rules, wanted.kind)
  const { changes, write } = compareFields(
    twin.fields,
    keepRegistered(wanted, twin.fields),
    content,
    () => 'update in place',
  )
  const revive = !twin.isValid
  const promote = state === 'OPERATION' && twin.state === 'DEVELOPMENT'
  const touched = revive || promote || Object.keys(write).length > 0
  const reasons = [
    wanted.kind === 'asset' ? 'the same files are registered' : 'the same container is registered',
    ...(revive ? ['it was retired and is taken back'] : []),
    ...(Object.keys(write).length > 0 ? ['its files have a new address'] : []),
    ...(promote ? ['it goes from DEVELOPMENT to OPERATION'] : []),
  ]
  return known({
    ...describeRow(wanted, twin),
    verdict: touched ? 'update in place' : 'reuse',
    state: promote ? 'OPERATION' : twin.state,
    changes: [...changes, ...stateChanges(twin, revive, promote)],
    reason: reasons.join('; '),
    write: touched ? (revive ? { ...write, is_valid: true } : write) : undefined,
    promote,
  })
}

export function stateChanges(row: Candidate, revive: boolean, promote: boolean): readonly Change[] {
  const verdict: PlanVerdict = 'update in place'
  return [
    ...(revive ? [{ field: 'is_valid', verdict, from: false, to: true }] : []),
    ...(promote ? [{ field: 'state', verdict, from: row.state, to: 'OPERATION' }] : []),
  ]
}

export const describeRow = (wanted: WantedComponent, row: Candidate) => ({
  role: wanted.role,
  kind: wanted.kind,
  collection: row.collection,
  candidate: row,
  name: row.name,
  uid: row.uid,
})

/**
 * A twin that is in the way: somebody else's, or one's own under the address of the wrong kind (docs/medperf.md 4.3, 5.2).
 */
export function refusedTwin({
  snapshot,
  wanted,
}: ComponentQuestion): { readonly reason: string; readonly hint: string } | undefined {
  if (Object.keys(wanted.unknown).length > 0) return undefined
  const key = uniqueKey(snapshot.rules, wanted.fields)
  if (key === undefined) return undefined
  const stranger = snapshot.others.containers.find((row) => row.key === key)
  if (stranger !== undefined) {
    return {
      reason: `user ${stranger.owner} registered exactly this container as ${stranger.uid}, \`${stranger.name}\``,
      hint: isModelRole(snapshot.rules, wanted.role)
        ? 'Reuse the model around it with its `uid` in benchmark.yaml, or change the image, configuration, parameters or additional files.'
        : `Reuse it with \`uid: ${stranger.uid}\` in benchmark.yaml, or change the image, configuration, parameters or additional files.`,
    }
  }
  if (!isModelRole(snapshot.rules, wanted.role)) return undefined
  const bare = snapshot.mine.containers.find((row) => uniqueKey(snapshot.rules, row.fields) === key)
  if (bare === undefined) return undefined
  return {
    reason: `the container ${bare.uid}, \`${bare.name}\`, is exactly this one but was registered without a model, and cannot become one`,
    hint: 'Change its parameters, image or configuration, so that it can be registered as a model. (A detour exists: register a model with a spare container, point it to this one while it is in DEVELOPMENT, then change its state; ask MedPerf’s team before you do.)',
  }
}
