import { known } from '../../../facts/known.ts'
import type { Role } from '../../../facts/role.ts'
import { unwrapContent } from '../../content.ts'
import type { ContainerRow, ModelRow } from '../../rows.ts'
import { type ContentKind, isModelRole } from '../../rules.ts'
import type { Snapshot } from '../../snapshot.ts'
import type { Candidate } from './decision.ts'

/** The owner's own rows that could serve a role. */
export function findCandidates(snapshot: Snapshot, role: Role): readonly Candidate[] {
  const { containers, models } = snapshot.mine
  if (isModelRole(snapshot.rules, role)) return models.flatMap(modelCandidate)
  return containers.map((row) => containerCandidate(row, models))
}

export function containerCandidate(row: ContainerRow, models: readonly ModelRow[] = []): Candidate {
  const around = models.find(({ container }) => container?.uid === row.uid)
  return known({
    collection: 'mlcubes',
    uid: row.uid,
    kind: 'container',
    contentUid: row.uid,
    modelUid: around?.uid,
    name: row.name,
    owner: row.owner,
    state: row.state,
    contentState: row.state,
    isValid: row.isValid,
    fields: row.fields,
  })
}

/** A model with what is inside it; one of nothing can serve no test, so it is none. */
export function modelCandidate(row: ModelRow): readonly Candidate[] {
  const inside = unwrapContent(row)
  if (inside === undefined) return []
  const { kind, row: content } = inside
  return [
    {
      collection: 'models',
      uid: row.uid,
      kind,
      contentUid: content.uid,
      modelUid: row.uid,
      name: row.name,
      owner: row.owner,
      state: row.state,
      contentState: content.state,
      isValid: row.isValid && content.isValid,
      fields: content.fields,
    },
  ]
}

/** Who holds a name that a component would need: the user's id, or undefined while it is free. */
export function nameHolder(
  snapshot: Snapshot,
  { role, kind }: { readonly role: Role; readonly kind: ContentKind },
  name: string,
): number | undefined {
  const { mine, others, assets } = snapshot
  const rows = kind === 'asset' ? assets : [...mine.containers, ...others.containers]
  // A model and what is inside it share the name, and both must be free.
  const models = isModelRole(snapshot.rules, role) ? [...mine.models, ...others.models] : []
  return [...rows, ...models].find((row) => row.name === name)?.owner
}
