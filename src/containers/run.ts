import type { Gpus } from '../facts/gpu.ts'

/** A host path and where it appears in the container. */
export interface Bind {
  readonly source: string
  readonly target: string
  readonly mode: 'ro' | 'rw'
}

/** What a container may use at most; bytes, cores, processes. */
export interface Limits {
  readonly memory?: number
  readonly cpus?: number
  readonly pids?: number
}

/** One container to run, in words that every engine can translate. */
export interface ContainerRun {
  readonly name: string
  readonly label: string
  readonly user: { readonly uid: number; readonly gid: number }
  /** In the configuration's order, inputs before outputs, the fresh `/tmp` last. */
  readonly binds: readonly Bind[]
  readonly gpus: Gpus
  readonly shmSize?: string
  /** Whether Apptainer gives it a layer of memory to write to; with other engines a container has one of its own. */
  readonly hasScratchRoot?: boolean
  readonly environment: readonly (readonly [string, string])[]
  readonly entrypoint?: string
  readonly image: string
  readonly command: readonly string[]
  readonly limits: Limits
}
