import type { Finding } from '../containers/finding.ts'
import type { Read } from '../containers/read.ts'
import type { Problem } from '../facts/problem.ts'
import type { Topology } from '../facts/topology.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import type { UrlRules } from './address/registered-url.ts'
import type { Position, Runtime } from './benchmark.ts'
import type { Lookups } from './component/registration.ts'

/** Something wrong in benchmark.yaml, or in a file that it names. */
export type Fault = Finding | FileFault

/** Something wrong in a file whose lines are known already. */
export type FileFault = Problem & Pick<Finding, 'bars'>

/** What a rule of benchmark.yaml read. */
export type Part<T> = Read<T, Fault>

/** What the rules of benchmark.yaml are given: where it lies, and what is known beside it. */
export interface RuleContext extends UrlRules {
  /** Absolute and real path of the repository. */
  readonly repository: string
  /** The folder of benchmark.yaml, relative to the repository; paths in the file are relative to it. */
  readonly folder: string
  /** Where something stands in benchmark.yaml. */
  readonly positionOf: (path: YamlPath, of: 'key' | 'value') => Position
  readonly runtime: Runtime
  /** Of what kind the benchmark is; that hangs on its model, and of one on the server that could not be read nobody knows. */
  readonly topology: Topology | 'unknown'
  /** Whether the benchmark is to be in OPERATION, which it can be only after its components. */
  readonly inOperation: boolean
  /** What is known of the components that benchmark.yaml names by `uid`. */
  readonly lookups: Lookups
}
