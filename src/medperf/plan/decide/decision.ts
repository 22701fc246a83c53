import type { Role } from '../../../facts/role.ts'
import type { Value } from '../../../yaml/value.ts'
import type { Approval, Fields, State } from '../../rows.ts'
import type { ContentKind } from '../../rules.ts'

/** What happens to a thing, or to one field of it; in order of gravity. */
export const PLAN_VERDICTS = [
  'nothing to do',
  'reuse',
  'create',
  'update in place',
  'needs a new version',
  'needs an admin',
  'forbidden',
] as const
export type PlanVerdict = (typeof PLAN_VERDICTS)[number]

/** One field, or one leaf of a field that holds JSON. */
export interface Change {
  /** The server's name; below a JSON field the path to the leaf. */
  readonly field: string
  readonly verdict: PlanVerdict
  readonly from?: Value
  readonly to?: Value
  readonly note?: string
}

/** A registered container or model that could serve a role. */
export interface Candidate {
  readonly collection: 'mlcubes' | 'models'
  /** In that collection. */
  readonly uid: number
  readonly kind: ContentKind
  /** Of the container or asset itself, whose content is edited under `mlcubes/` or `assets/`. */
  readonly contentUid: number
  /** The model around it, through which its state has to change (docs/medperf.md 5.3). */
  readonly modelUid?: number
  readonly name: string
  readonly owner: number
  /** Of the thing the benchmark names. */
  readonly state: State
  /** Of the container or asset, which freezes the content; a model can lag behind it (docs/medperf.md 5.3). */
  readonly contentState: State
  readonly isValid: boolean
  readonly fields: Fields
}

/** What is to be done about one thing; `write` and `promote` are what is left to do. */
interface Decision {
  readonly verdict: PlanVerdict
  readonly name: string
  readonly uid?: number
  readonly state: State
  readonly changes: readonly Change[]
  /** One sentence: why this verdict. */
  readonly reason: string
  readonly hint?: string
  /** The fields to send. */
  readonly write?: Fields
  /** To be brought into OPERATION after `write`. */
  readonly promote: boolean
}

export interface ComponentDecision extends Decision {
  readonly role: Role
  readonly kind: ContentKind
  readonly collection: 'mlcubes' | 'models'
  readonly candidate?: Candidate
}

export interface BenchmarkDecision extends Decision {
  readonly approval?: Approval
}

export interface Decisions {
  /** In the order of registration. */
  readonly components: readonly ComponentDecision[]
  readonly benchmark: BenchmarkDecision
}

export const BLOCKING: ReadonlySet<PlanVerdict> = new Set(['needs an admin', 'forbidden'])
