import type { Finding } from '../containers/finding.ts'
import type { Problem } from '../report/report.ts'
import type { Runtime } from './benchmark.ts'

/** What the rules of benchmark.yaml are given: where it lies, and where to put what is wrong. */
export interface Context {
  /** Absolute and real path of the repository. */
  readonly repository: string
  /** The folder of benchmark.yaml, relative to the repository; paths in the file are relative to it. */
  readonly folder: string
  readonly runtime: Runtime
  /** Whether the reference model is an asset. */
  readonly hasAsset: boolean
  /** What is wrong in benchmark.yaml. */
  readonly findings: Finding[]
  /** What is wrong in the files it names. */
  readonly problems: Problem[]
}
