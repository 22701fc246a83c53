import type { Table } from './fields/field.ts'

/** The four revisions of MedPerf's server (docs/medperf.md 1.1), by what tells them apart. */
export type Era = 'mlcube' | 'container' | 'model' | 'topology'

/** The names of the eras, oldest first. */
export const eras: readonly Era[] = ['mlcube', 'container', 'model', 'topology']

/** Everything that differs between the eras; all other rules hold in each of them. */
export interface EraRules {
  readonly era: Era
  /** What the server has of the next era already, by name. */
  readonly features: readonly string[]
  /** Fields that no real server has, and that a POST must hold here. */
  readonly demands: readonly { readonly table: Table; readonly field: string }[]
  /** Longest texts, in characters. */
  readonly max: {
    readonly name: number
    readonly benchmarkDescription: number
    readonly datasetDescription: number
    readonly datasetLocation: number
  }
  /** Containers are registered as URLs and hashes of files, or as JSON (docs/medperf.md 4.1, 4.2). */
  readonly containers: 'files' | 'json'
  /** Container 1 belongs to a certificate authority from the start and cannot be deleted. */
  readonly authority: boolean
  /** Models and assets exist, and people have metadata. */
  readonly models: boolean
  /** What is associated with a benchmark besides datasets. */
  readonly component: { readonly table: 'mlcubes' | 'models'; readonly key: 'model_mlcube' | 'model' }
  readonly referenceKey: 'reference_model_mlcube' | 'reference_model'
  /** Lists can be filtered; lists can be ordered (docs/medperf.md 2.9). */
  readonly filters: boolean
  readonly ordering: 'any' | readonly string[] | null
  /** Lists can be searched by name, the caller's own ones too (docs/medperf.md 2.10). */
  readonly search: boolean
  /** Benchmarks have policies and allow lists; some owners are approved at once (docs/medperf.md 6.2, 6.4). */
  readonly autoApproval: boolean
  /** Benchmarks have committee members, who may do what the owner may (docs/medperf.md 6.9). */
  readonly committee: boolean
  /** Benchmarks say what runs their models (docs/medperf.md 6.10). */
  readonly topology: boolean
  /** A benchmark is approved, and joined, only in OPERATION. */
  readonly operationFirst: boolean
  /** Results are finalized by their first PUT of `results` (docs/medperf.md 8.2). */
  readonly finalizedResults: boolean
  /** A result of the reference model needs an approved dataset too. */
  readonly referenceNeedsDataset: boolean
  /** A container's owner reads its datasets only in DEVELOPMENT. */
  readonly datasetsOfDevelopmentOnly: boolean
  /** Who sees a dataset whole, `report` included; what the others do not see. */
  readonly fullDataset: readonly ('owner' | 'preparator')[]
  readonly hiddenInDataset: readonly string[]
  /** The people behind a benchmark's datasets, and their certificates, have addresses. */
  readonly participants: boolean
  readonly certificates: boolean
  readonly certificatesForOwner: boolean
  /** Owners of approved models read a benchmark's datasets. */
  readonly datasetsForModelOwner: boolean
  /** The generator of the schema document says `object` of every JSON value. */
  readonly typedJson: boolean
  readonly words: {
    readonly notOperational: string
    readonly wrongPreparator: string
    readonly operationalModel: string
    readonly model: string
  }
}
