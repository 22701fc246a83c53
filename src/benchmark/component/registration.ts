import type { HostedFile } from '../../facts/hosted-file.ts'
import type { Role } from '../../facts/role.ts'
import type { Mapping, Value } from '../../yaml/value.ts'

/** A component that benchmark.yaml names only by its number, as the server has it, with the files that its row names. */
export interface RegisteredComponent {
  readonly kind: 'read'
  readonly name: string
  readonly state: 'DEVELOPMENT' | 'OPERATION'
  /** Somebody else's; only its owner can bring it into OPERATION. */
  readonly stranger?: number
  /** The content under the server's own names. */
  readonly fields: Mapping
  readonly imageHash: string
  readonly document: Value
  readonly parameters?: Value
  /** The parameters file, where the server names one. */
  readonly parametersText?: Uint8Array
  readonly additionalFiles?: HostedFile
  readonly imageFile?: HostedFile
  /** Of a model that is files alone; then there is neither image nor configuration. */
  readonly asset?: HostedFile
  /** Whether the server's clients can run an `mlcube.yaml`. */
  readonly mayBeMlcube: boolean
}

/** What is known of a component named by `uid`; `refused` is what is wrong with it, `unread` why nobody can tell. */
export type Lookup =
  | RegisteredComponent
  | { readonly kind: 'refused' | 'unread'; readonly message: string; readonly hint: string }
export type Lookups = Readonly<Partial<Record<Role, Lookup>>>
