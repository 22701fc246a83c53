import type { Role } from '../facts/role.ts'
import type { BenchmarkRow, ContainerRow, ModelRow, User } from './rows.ts'
import type { ServerRules } from './rules.ts'

/** A row of somebody else: its name is taken, and so may be its content. */
export interface Foreign {
  readonly uid: number
  readonly name: string
  readonly owner: number
  /** Of containers: what nobody can register a second time (`uniqueKey`). */
  readonly key?: string
  /** Of benchmarks: the containers and models that it stands on. */
  readonly components?: BenchmarkRow['components']
}

interface Rows<Container, Model, Benchmark> {
  readonly containers: readonly Container[]
  readonly models: readonly Model[]
  readonly benchmarks: readonly Benchmark[]
}

/** What a server held at one moment, as far as it matters to one owner; plain data without credentials. */
export interface Snapshot {
  readonly origin: string
  readonly rules: ServerRules
  readonly me: User
  readonly mine: Rows<ContainerRow, ModelRow, BenchmarkRow>
  readonly others: Rows<Foreign, Foreign, Foreign>
  /**
   * Everybody's assets, those in no model among them: names that are taken; none before the model era (docs/medperf.md 5.4).
   */
  readonly assets: readonly Foreign[]
  /** What this was made of when the server could not be asked; then nothing is known of others. */
  readonly blind?: 'lock' | 'nothing'
  /** The rows that benchmark.yaml names by `uid`; null where there is none. */
  readonly given: Readonly<Partial<Record<Role, ContainerRow | ModelRow | null>>>
  /** How many data sets were prepared with containers that are to be retired, by uid, as far as the server tells. */
  readonly prepared?: Readonly<Record<number, number>>
}
