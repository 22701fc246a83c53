import type { Mount } from '../../containers/spec.ts'
import type { Place } from '../../containers/volumes.ts'

/** A mount of a task with the host path that MedPerf puts behind it. */
export interface Volume {
  readonly mount: Mount
  readonly place: Place
  readonly source: string
}

export interface Volumes {
  readonly inputs: readonly Volume[]
  readonly outputs: readonly Volume[]
}
