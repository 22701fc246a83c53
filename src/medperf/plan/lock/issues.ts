import { expectPart, findCounterpart, listRoles } from '../../../facts/role.ts'
import { isSameJson } from '../../../yaml/equal.ts'
import type { Value } from '../../../yaml/value.ts'
import type { Approval, Fields, State } from '../../rows.ts'
import { componentKeys, contentRules, EDITABLE_BENCHMARK } from '../../rules.ts'
import type { Snapshot } from '../../snapshot.ts'
import { MEASURED, registeredFields } from '../decide/benchmark-fields.ts'
import { findCandidates } from '../decide/candidates.ts'
import { shownJson } from '../show-json.ts'
import type { Issue, WantedState } from '../wanted/state.ts'
import { type Lock, readKind } from './lock.ts'

const HINT =
  'Restore benchmark.lock.json from the last merge, or delete it: then the server is asked. If a merge was interrupted, run that one again first.'

/**
 * Where a lock and its server disagree. What was in OPERATION is frozen since; of what was in DEVELOPMENT, a value that is
 * already the wanted one is no disagreement: a merge that was cut before it could write the lock leaves exactly that. What
 * may change in OPERATION is left to the plan.
 */
export function lockIssues(lock: Lock, snapshot: Snapshot, wanted: WantedState): readonly Issue[] {
  if (lock.server !== snapshot.origin) return [differs('server', 'server', lock.server, snapshot.origin)]
  if (lock.owner !== snapshot.me.id) return [differs('owner', 'owner', lock.owner, snapshot.me.id)]
  if (lock.era !== snapshot.rules.era) {
    const message = `benchmark.lock.json was written when the server was of the ${lock.era} era, and is not used`
    return [{ severity: 'notice', message, hint: 'The next merge writes a new one.' }]
  }
  return [...componentIssues(lock, snapshot, wanted), ...benchmarkIssues(lock, snapshot, wanted)]
}

function componentIssues(lock: Lock, snapshot: Snapshot, wanted: WantedState): readonly Issue[] {
  return listRoles(lock.components).flatMap((role) => {
    const locked = expectPart(lock.components, role)
    if (locked.given) return []
    const row = findCandidates(snapshot, role).find(({ uid }) => uid === locked.uid)
    if (row === undefined) return [differs(role, 'uid', locked.uid, 'no such row of yours')]
    const kind = readKind(locked)
    if (row.kind !== kind) return [differs(role, 'kind', kind, row.kind)]
    const { content, editable } = contentRules(snapshot.rules, kind)
    const names = content.filter((name) => !editable.includes(name))
    const aims = locked.state === 'DEVELOPMENT' ? findCounterpart(wanted.components, role)?.fields : {}
    return [
      ...fieldIssues(role, locked.fields, row.fields, aims ?? {}, names),
      ...same(role, kind, locked[kind] ?? 0, row.contentUid),
      ...same(role, 'name', locked.name, row.name),
      ...stateIssues(role, locked.state, row.state),
    ]
  })
}

function benchmarkIssues(lock: Lock, snapshot: Snapshot, wanted: WantedState): readonly Issue[] {
  const locked = lock.benchmark
  const row = snapshot.mine.benchmarks.find(({ uid }) => uid === locked.uid)
  if (row === undefined) return [differs('benchmark', 'uid', locked.uid, 'no such row of yours')]
  const keys = Object.values(componentKeys(snapshot.rules))
  const isDraft = locked.state === 'DEVELOPMENT'
  // In DEVELOPMENT a merge that was cut may have put in a component whose uid nobody else knows.
  const names = Object.keys(locked.fields).filter(
    (name) => !EDITABLE_BENCHMARK.includes(name) && !(isDraft && (keys.includes(name) || MEASURED.has(name))),
  )
  const aims = isDraft ? wanted.benchmark.fields : {}
  return [
    ...fieldIssues('benchmark', locked.fields, registeredFields(snapshot, row), aims, names),
    ...same('benchmark', 'name', locked.name, row.name),
    ...stateIssues('benchmark', locked.state, row.state),
    ...approvalIssues(locked.approvalStatus, row.approval),
  ]
}

/** The names in which the server holds neither what the lock says nor what is aimed at. */
function fieldIssues(
  where: string,
  locked: Fields,
  server: Fields,
  aims: Fields,
  names: readonly string[],
): readonly Issue[] {
  return names.flatMap((name) => {
    const value = server[name] ?? null
    const known = locked[name] ?? null
    const aim = aims[name]
    if (isSameJson(value, known) || (aim !== undefined && isSameJson(value, aim))) return []
    return [differs(where, name, known, value)]
  })
}

const same = (
  where: string,
  field: string,
  locked: string | number,
  server: string | number,
): readonly Issue[] => (locked === server ? [] : [differs(where, field, locked, server)])

/** The server may be ahead, by hand or by a merge that was cut; it cannot be behind. */
const stateIssues = (where: string, locked: State, server: State): readonly Issue[] =>
  locked === 'OPERATION' && server === 'DEVELOPMENT' ? [differs(where, 'state', locked, server)] : []

/** An administrator decides once; only an approval can still be taken back (docs/medperf.md 6.4). */
function approvalIssues(locked: Approval, server: Approval): readonly Issue[] {
  const possible =
    locked === server || locked === 'PENDING' || (locked === 'APPROVED' && server === 'REJECTED')
  return possible ? [] : [differs('benchmark', 'approvalStatus', locked, server)]
}

function differs(where: string, field: string, locked: Value, server: Value): Issue {
  const path = where === field ? field : `${where}.${field}`
  return {
    severity: 'error',
    message: `benchmark.lock.json and the server disagree in \`${path}\`: the lock says ${shownJson(locked)}, the server ${shownJson(server)}`,
    hint: HINT,
  }
}
