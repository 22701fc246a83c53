import type { Finding } from '../containers/finding.ts'
import type { Problem } from '../facts/problem.ts'
import type { Runtime } from './benchmark.ts'
import type { Lookups } from './component/lookup.ts'

/** What the rules of benchmark.yaml are given: where it lies, and where to put what is wrong. */
export interface Context {
  /** Absolute and real path of the repository. */
  readonly repository: string
  /** The folder of benchmark.yaml, relative to the repository; paths in the file are relative to it. */
  readonly folder: string
  readonly runtime: Runtime
  /** Whether the reference model is an asset; of one on the server that could not be read nobody knows. */
  readonly hasAsset: boolean | 'unknown'
  /** Whether the benchmark is to be in OPERATION, which it can be only after its components. */
  readonly inOperation: boolean
  /** What is known of the components that benchmark.yaml names by `uid`. */
  readonly lookups: Lookups
  /** What is wrong in benchmark.yaml. */
  readonly findings: Finding[]
  /** What is wrong in the files it names. */
  readonly problems: Problem[]
  /** Of the findings, those that only say that a registered component could not be read. */
  readonly unread: Finding[]
}
