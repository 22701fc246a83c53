import { known } from '../../../facts/known.ts'
import { expectPart, findCounterpart, listRoles, mapParts, type Role } from '../../../facts/role.ts'
import type { BenchmarkRow, ContentRow, Fields, ModelRow } from '../../rows.ts'
import { assumeRules, componentKeys, isModelRole, type ServerRules } from '../../rules.ts'
import type { Snapshot } from '../../snapshot.ts'
import type { Evidence } from '../wanted/evidence.ts'
import { type Lock, type LockedComponent, readKind } from './lock.ts'

const EMPTY = { containers: [], models: [], benchmarks: [] } as const

/** A snapshot of a server nobody asked: nothing is registered as far as anybody knows. */
export const blindSnapshot = (rules: ServerRules): Snapshot => ({
  origin: '',
  rules,
  me: { id: 0, email: '' },
  mine: EMPTY,
  others: EMPTY,
  assets: [],
  given: {},
  blind: 'nothing',
})

/** What the last merge left on the server, for a plan without credentials. */
export function lockSnapshot(lock: Lock, rules: ServerRules = assumeRules(lock.era)): Snapshot {
  const { owner } = lock
  const own = listRoles(lock.components).filter((role) => lock.components[role]?.given === false)
  const isModel = (role: Role) => isModelRole(rules, role)
  const given = listRoles(lock.components).filter((role) => lock.components[role]?.given)
  const locked = (roles: readonly Role[]) => roles.flatMap((role) => lock.components[role] ?? [])
  return {
    origin: lock.server,
    rules,
    me: { id: owner, email: '' },
    mine: {
      containers: locked(own)
        .filter((one) => readKind(one) === 'container')
        .map((one) => contentRow(one, owner)),
      models: locked(own.filter(isModel)).map((one) => modelRow(one, owner)),
      benchmarks: [benchmarkRow(lock, rules)],
    },
    others: EMPTY,
    assets: [],
    given: Object.fromEntries(given.map((role) => [role, rowOf(lock, role)])),
    blind: 'lock',
  }
}

/** The row of a role as the last merge left it, where that is the one with this uid. */
export const findLockedRow = (lock: Lock, role: Role, uid: number): ContentRow | ModelRow | undefined =>
  lock.components[role]?.uid === uid ? rowOf(lock, role) : undefined

function rowOf(lock: Lock, role: Role): ContentRow | ModelRow {
  const locked = expectPart(lock.components, role)
  return isModelRole(assumeRules(lock.era), role)
    ? modelRow(locked, lock.owner)
    : contentRow(locked, lock.owner)
}

const contentRow = (locked: LockedComponent, owner: number): ContentRow => ({
  uid: locked[readKind(locked)] ?? locked.uid,
  name: locked.name,
  owner,
  state: locked.state,
  isValid: true,
  fields: locked.fields,
})

function modelRow(locked: LockedComponent, owner: number): ModelRow {
  const { fields: _, ...row } = contentRow(locked, owner)
  return { ...row, uid: locked.uid, [readKind(locked)]: contentRow(locked, owner) }
}

/** What a server that was brought to the topology era since then made of every benchmark (docs/medperf.md 6.10). */
const MIGRATED = 'byo_inference_script'

function benchmarkRow({ benchmark, owner }: Lock, rules: ServerRules): BenchmarkRow {
  const keys = Object.entries(componentKeys(rules)) as [Role, string][]
  const others = Object.entries(benchmark.fields).filter(([name]) => !keys.some(([, key]) => key === name))
  const uids = keys.map(([role, key]) => [role, benchmark.fields[key] ?? undefined])
  return {
    uid: benchmark.uid,
    name: benchmark.name,
    owner,
    state: benchmark.state,
    isValid: true,
    isActive: true,
    approval: benchmark.approvalStatus,
    approvedAt: null,
    components: known(Object.fromEntries(uids) as BenchmarkRow['components']),
    fields: known({
      topology: rules.topology ? MIGRATED : undefined,
      ...Object.fromEntries(others),
    }) as Fields,
  }
}

/**
 * The evidence with what the lock adds: an image whose local ID was registered before is in the registry already, under the
 * digest and reference that were registered then.
 */
export function evidenceWithLock(evidence: Evidence, lock: Lock | undefined): Evidence {
  if (lock === undefined) return evidence
  const components = mapParts(evidence.components, (found, role) => {
    const locked = findCounterpart(lock.components, role)
    const digest = locked?.fields['image_hash']
    const isSame = found.image.imageId !== undefined && found.image.imageId === locked?.imageId
    // Where the registry was asked, that counts more.
    if (found.image.standing !== undefined) return found
    if (!isSame || found.image.toPush !== true || typeof digest !== 'string') return found
    const config = locked?.fields['container_config'] as { readonly image?: unknown } | undefined
    const reference = typeof config?.image === 'string' ? config.image : found.image.reference
    return { ...found, image: known({ ...found.image, reference, digest, toPush: false }) }
  })
  return { ...evidence, components }
}
