import type { ContainerSpec } from '../containers/spec.ts'
import type { Build } from '../facts/build.ts'
import type { Gpus } from '../facts/gpu.ts'
import type { Parts, Role } from '../facts/role.ts'
import type { TestTask } from '../facts/task.ts'
import type { Topology } from '../facts/topology.ts'
import type { Mapping, Value } from '../yaml/value.ts'

/** Where a file or folder comes from; `sha256` is of the archive, or of the folder (docs/medperf.md 11.2). */
export type NamedSource = Whence & {
  readonly sha256?: string
  /** Where it is written, for what goes wrong with it. */
  readonly places?: SourcePlaces
}

type Whence =
  | { readonly kind: 'url'; readonly url: string }
  /** `path` is absolute, inside the repository and real; `shown` is as the user wrote it. */
  | {
      readonly kind: 'path'
      readonly path: string
      readonly shown: string
      readonly type: 'file' | 'directory'
    }

/** The lines of `url` or `path`, and of `sha256`. */
export interface SourcePlaces {
  readonly source: Position
  readonly sha256?: Position
}

/** Where in a user's file something is written; lines and columns count from 1. */
export interface Position {
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/** One of the containers, or the files that are a model, as benchmark.yaml and the files it names describe it. */
export interface Component {
  readonly role: Role
  /** The name on the server. */
  readonly name: string
  /** Path of the configuration as written in benchmark.yaml; of a registered one `uid: 12`. */
  readonly config: string
  readonly spec: ContainerSpec
  /** Absent without a parameters file; an empty file is `{}` (docs/medperf.md 12.4). */
  readonly parameters?: Value
  /** Absolute path of the parameters file: an MLCube gets it byte for byte, and the mlcube era registers its address. */
  readonly parametersFile?: string
  /** Of a model that is an asset: the model. */
  readonly additionalFiles?: NamedSource
  readonly imageFile?: NamedSource
  /** Where the configuration names the image. */
  readonly imagePosition?: Position
  /** What its image is built from. */
  readonly build?: Build
  /** Present for a component that benchmark.yaml names by `uid`: it is used as it is registered, and never changed. */
  readonly registered?: RegisteredFacts
}

/** What the server holds of a component beyond what a test needs to run it. */
export interface RegisteredFacts {
  /** Of the container; of a reference model in the model era that of the model (docs/medperf.md 5.2). */
  readonly uid: number
  /**
   * As the server holds it: a digest with `sha256:`, an image ID or file hash without; empty for a file of the mlcube era
   * (docs/medperf.md 11.4).
   */
  readonly imageHash: string
  /** The content under the server's own names, as it was when it was read. */
  readonly fields: Mapping
  /** The parameters file, byte for byte, which the mlcube era registers by address. */
  readonly parametersText?: Uint8Array
}

/** What a task may use; all from `run:`, with `run.tasks.<task>` over the general values. */
export interface TaskLimits {
  /** Absent: what the container's configuration says (docs/medperf.md 14.4). */
  readonly gpus?: Gpus
  readonly shmSize?: string
  /** Bytes. */
  readonly memory?: number
  readonly cpus?: number
  readonly pids?: number
  /** Bytes that the outputs of the task may take. */
  readonly disk?: number
  /** Seconds without a line of output (docs/medperf.md 13.7). */
  readonly idleTimeout?: number
  /** Seconds of wall clock. */
  readonly maxTime?: number
}

export const RUNTIMES = ['auto', 'docker', 'podman', 'apptainer', 'singularity'] as const
export type Runtime = (typeof RUNTIMES)[number]

/** The limits of one metric, named by its path joined with `.`. */
export interface GateLimits {
  readonly metric: string
  readonly min?: number
  readonly max?: number
  readonly maxDrop?: number
  readonly maxRise?: number
  readonly tolerance?: number
  readonly position: Position
}

export interface AssociationPolicy {
  readonly mode: 'never' | 'always' | 'allowlist'
  readonly allow: readonly string[]
}

/** Why a benchmark can be tested, but not be registered. */
export interface Bar {
  readonly message: string
  readonly hint: string
  readonly code?: string
}

/** A benchmark.yaml and the files it names, checked. */
export interface Benchmark {
  /** Path of benchmark.yaml relative to the repository. */
  readonly config: string
  /** SHA-256 of that file's bytes as they were read. */
  readonly configHash?: string
  readonly name: string
  readonly description?: string
  readonly docsUrl?: string
  readonly demoDataset: {
    readonly source: NamedSource
    readonly prepared: boolean
    readonly position: Position
  }
  readonly topology: Topology
  readonly components: Parts<Component>
  readonly runtime: Runtime
  /** A script has those of the task whose place it takes (docs/medperf.md 13.7). */
  readonly limits: Readonly<Record<TestTask, TaskLimits>>
  readonly gates: readonly GateLimits[]
  /** Absent where nothing bars it from being registered. */
  readonly barred?: readonly Bar[]
  /** `isStated`: benchmark.yaml says how it is registered, so that it is to be. */
  readonly submit: { readonly state: 'operation' | 'development'; readonly isStated: boolean }
  readonly associations: { readonly datasets: AssociationPolicy; readonly models: AssociationPolicy }
}
