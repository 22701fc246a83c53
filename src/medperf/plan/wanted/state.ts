import type { Parts, Role } from '../../../facts/role.ts'
import type { Topology } from '../../../facts/topology.ts'
import type { Fields, State } from '../../rows.ts'
import type { ContentKind } from '../../rules.ts'

/** Something to tell beside the plan; an error forbids it. */
export interface Issue {
  readonly severity: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly hint: string
  /** Finer than the words, such as `unknown-key`; stable. */
  readonly code?: string
  readonly role?: Role
}

/** Values under the server's names, and of those not known yet, when they will be. */
export interface WantedFields {
  readonly fields: Fields
  readonly unknown: Readonly<Record<string, string>>
}

/** One component as it shall be on the server. */
export interface WantedComponent extends WantedFields {
  readonly role: Role
  readonly kind: ContentKind
  /** Without a version. */
  readonly name: string
  /** A registered one to use as it is; then the fields are those that it had when it was tested. */
  readonly uid?: number
  /** The digest that was tested with a registered one, or in a plan without a test that its registry has now. */
  readonly testedHash?: string
}

export interface WantedBenchmark extends WantedFields {
  /** Without a version. */
  readonly name: string
}

/** All that a merge wants to be true on the server. */
export interface WantedState {
  readonly state: State
  readonly topology: Topology
  readonly components: Parts<WantedComponent>
  readonly benchmark: WantedBenchmark
  readonly issues: readonly Issue[]
}

/** A value, or undefined together with when it will be known. */
export type Slot = readonly [field: string, value: Fields[string] | undefined, when: string]

export function fillSlots(slots: readonly Slot[]): WantedFields {
  return {
    fields: Object.fromEntries(
      slots.flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])),
    ),
    unknown: Object.fromEntries(
      slots.flatMap(([field, value, when]) => (value === undefined ? [[field, when]] : [])),
    ),
  }
}

export const PUBLISHED = 'known after the file is published'
export const PUSHED = 'known after the image is pushed'
export const TESTED = 'known after the test'
