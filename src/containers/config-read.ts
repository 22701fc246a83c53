import type { Declared } from './container-tasks.ts'
import type { Finding } from './finding.ts'
import type { ContainerSpec } from './spec.ts'

/** A container configuration as MedPerf reads it; `spec` is absent where something is wrong. */
export interface ConfigRead {
  readonly spec?: ContainerSpec
  readonly declared: readonly Declared[]
  readonly findings: readonly Finding[]
}
