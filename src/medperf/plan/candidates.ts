import type { Role } from '../../containers/roles.ts'
import { RULES } from '../era.ts'
import type { ContainerRow, ModelRow } from '../rows.ts'
import type { Snapshot } from '../snapshot.ts'
import type { Candidate } from './decision.ts'

/** Whether a role is registered as a model (contract 3.4). */
export const isModelRole = (snapshot: Pick<Snapshot, 'era'>, role: Role): boolean =>
  RULES[snapshot.era].models && role === 'reference_model'

/** The owner's own rows that could serve a role. */
export function candidatesOf(snapshot: Snapshot, role: Role): readonly Candidate[] {
  const { containers, models } = snapshot.mine
  if (isModelRole(snapshot, role)) return models.flatMap(modelCandidate)
  return containers.map((row) => containerCandidate(row, models))
}

export function containerCandidate(row: ContainerRow, models: readonly ModelRow[] = []): Candidate {
  const around = models.find(({ container }) => container?.uid === row.uid)
  return {
    collection: 'mlcubes',
    uid: row.uid,
    containerUid: row.uid,
    ...(around === undefined ? {} : { modelUid: around.uid }),
    name: row.name,
    owner: row.owner,
    state: row.state,
    contentState: row.state,
    isValid: row.isValid,
    fields: row.fields,
  }
}

/** A model of a container; one of an asset can serve no test with three containers, so it is none. */
export function modelCandidate(row: ModelRow): readonly Candidate[] {
  const { container } = row
  if (container === undefined) return []
  return [
    {
      collection: 'models',
      uid: row.uid,
      containerUid: container.uid,
      modelUid: row.uid,
      name: row.name,
      owner: row.owner,
      state: row.state,
      contentState: container.state,
      isValid: row.isValid && container.isValid,
      fields: container.fields,
    },
  ]
}

/** Who holds a name that a role would need: the user's id, or undefined while it is free. */
export function nameHolder(snapshot: Snapshot, role: Role, name: string): number | undefined {
  const { mine, others } = snapshot
  const rows = [...mine.containers, ...others.containers]
  // A model and the container inside it share the name, and both must be free.
  const models = isModelRole(snapshot, role) ? [...mine.models, ...others.models] : []
  return [...rows, ...models].find((row) => row.name === name)?.owner
}
