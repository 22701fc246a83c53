import type { Role } from '../facts/role.ts'
import type { Value } from '../yaml/value.ts'

export const STATES = ['DEVELOPMENT', 'OPERATION'] as const
export type State = (typeof STATES)[number]

export const APPROVALS = ['PENDING', 'APPROVED', 'REJECTED'] as const
export type Approval = (typeof APPROVALS)[number]

/** Values under the server's own field names. */
export type Fields = Readonly<Record<string, Value>>

/** The owner of the credential (docs/medperf.md 3.1). */
export interface User {
  readonly id: number
  readonly email: string
}

/** What every row has. */
interface Row {
  readonly uid: number
  readonly name: string
  readonly owner: number
  readonly state: State
  readonly isValid: boolean
}

/** What a component is made of, as the server holds it. */
export interface ContentRow extends Row {
  /** What it is: the fields of `contentRules`. */
  readonly fields: Fields
}

/** A registered container: a row of `mlcubes/`, in every era. */
export type ContainerRow = ContentRow

/** Registered files: a row of `assets/`, in the model era. */
export type AssetRow = ContentRow

/** A row of `models/`, around a container or an asset (docs/medperf.md 5.1). */
export interface ModelRow extends Row {
  readonly container?: ContainerRow
  readonly asset?: AssetRow
}

export interface BenchmarkRow extends Row {
  readonly isActive: boolean
  readonly approval: Approval
  /** When an administrator decided; null before that and for benchmarks that were approved at once (docs/medperf.md 6.4). */
  readonly approvedAt: string | null
  /** The uids of its components, without those that its topology has not; the reference model's is of a model where there are models. */
  readonly components: Readonly<Partial<Record<Role, number>>>
  /** Who may do what the owner may, as far as the server tells (docs/medperf.md 6.9). */
  readonly committee?: readonly number[]
  /** Description, addresses, hashes, metadata and, where the server has them, policies and topology. */
  readonly fields: Fields
}
