import type { Build } from '../facts/build.ts'
import type { Gpus } from '../facts/gpu.ts'
import type { Task } from '../facts/task.ts'
import type { Value } from '../yaml/value.ts'

export type ContainerType =
  | 'DockerImage'
  | 'DockerArchive'
  | 'EncryptedDockerArchive'
  | 'SingularityFile'
  | 'EncryptedSingularityFile'
  /** No container: a reference model that is files alone, which the evaluator's script runs (docs/medperf.md 5.4, 13.2). */
  | 'Asset'

/** One declared volume: MedPerf's name for it, the absolute path inside the container, and what it is. */
export interface Mount {
  readonly name: string
  readonly path: string
  readonly type: 'file' | 'directory'
}

/** One parameter of an MLCube's task; where it is mounted is known when the task runs (docs/medperf.md 16.4). */
export interface Parameter {
  readonly name: string
  /** `unknown` only for an input: what lies there when the task runs decides. */
  readonly type: 'file' | 'directory' | 'unknown'
  /** Whether MedPerf says where it lies (docs/medperf.md 16.3); if not, it lies at `default`. */
  readonly given: boolean
  /** Relative to the MLCube's `workspace/`. */
  readonly default: string
}

/** What `cpu_args` or `gpu_args` of an MLCube ask of the engine; `memory` in bytes. */
export interface EngineOptions {
  readonly environment: readonly (readonly [string, string])[]
  readonly gpus: Gpus
  readonly shmSize?: string
  readonly memory?: number
  readonly cpus?: number
  /** Whether its programs may write beside their volumes, into memory, where that is not so anyway (docs/medperf.md 16.6). */
  readonly hasScratchRoot?: boolean
}

/** What a task of an MLCube has beyond other tasks. */
export interface MlcubeTask {
  readonly inputs: readonly Parameter[]
  readonly outputs: readonly Parameter[]
  /** Whether `--name=path` of each parameter follows the command. */
  readonly takesArguments: boolean
  /** By `cpu_args`, which count unless the user asks for GPUs. */
  readonly options: EngineOptions
  /** By `gpu_args`, which count when the user asks for GPUs. */
  readonly gpuOptions: EngineOptions
  /** By `run_args` of the section `singularity`: what counts instead of both on that platform. */
  readonly singularity: EngineOptions
}

/** One task of a container as its configuration describes it; `environment` keeps the configuration's order. */
export interface TaskSpec {
  readonly command?: readonly string[]
  readonly entrypoint?: string
  readonly environment: readonly (readonly [string, string])[]
  readonly gpus: Gpus
  /** As written, like `2g`. */
  readonly shmSize?: string
  readonly inputs: readonly Mount[]
  readonly outputs: readonly Mount[]
  /** Of an MLCube, whose parameters take the place of `inputs` and `outputs`, which are then empty. */
  readonly mlcube?: MlcubeTask
}

/** What a container is, whichever file described it. */
export interface ContainerSpec {
  readonly type: ContainerType
  /** A registry reference, or for archives a resource (docs/medperf.md 13.5); of an asset where its files are. */
  readonly image: string
  readonly tasks: Readonly<Partial<Record<Task, TaskSpec>>>
  /** The whole configuration, as the server will store it. */
  readonly document: Value
  /** Present for an MLCube, the format before 2025. */
  readonly mlcube?: {
    /** What its image is made from, relative to mlcube.yaml, and whether its `build_strategy` is to build. */
    readonly build?: Build & { readonly isAsked: boolean }
  }
}
