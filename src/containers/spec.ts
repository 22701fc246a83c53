import type { Value } from '../medperf/value.ts'
import type { Role } from './roles.ts'

/** The tasks of a compatibility test, in MedPerf's order (contract 9.3). */
export const TASKS = ['prepare', 'sanity_check', 'statistics', 'infer', 'evaluate'] as const
export type TestTask = (typeof TASKS)[number]

/** With the task that takes the place of infer and evaluate where the model is an asset (contract 9.4). */
export const ALL_TASKS = [...TASKS, 'run_script'] as const
export type Task = (typeof ALL_TASKS)[number]

/** Whose container runs a task (contract 10.1). */
export const ROLE_OF: Readonly<Record<Task, Role>> = {
  prepare: 'data_preparator',
  sanity_check: 'data_preparator',
  statistics: 'data_preparator',
  infer: 'reference_model',
  evaluate: 'evaluator',
  run_script: 'evaluator',
}

export type ContainerType =
  | 'DockerImage'
  | 'DockerArchive'
  | 'EncryptedDockerArchive'
  | 'SingularityFile'
  | 'EncryptedSingularityFile'
  /** No container: a reference model that is files alone, which the evaluator's script runs (contract 3.4, 9.4). */
  | 'Asset'

/** One declared volume: MedPerf's name for it, the absolute path inside the container, and what it is. */
export interface Mount {
  readonly name: string
  readonly path: string
  readonly type: 'file' | 'directory'
}

export type Gpus =
  | { readonly kind: 'none' }
  | { readonly kind: 'all' }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'devices'; readonly devices: readonly string[] }

/** One parameter of an MLCube's task; where it is mounted is known when the task runs (contract 13.4). */
export interface Parameter {
  readonly name: string
  /** `unknown` only for an input: what lies there when the task runs decides. */
  readonly type: 'file' | 'directory' | 'unknown'
  /** Whether MedPerf says where it lies (contract 13.3); if not, it lies at `default`. */
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
  /** A registry reference, or for archives a resource (contract 9.6); of an asset where its files are. */
  readonly image: string
  readonly tasks: Readonly<Partial<Record<Task, TaskSpec>>>
  /** The whole configuration, as the server will store it. */
  readonly document: Value
  /** Present for an MLCube, the format before 2025. */
  readonly mlcube?: {
    /** The Docker build context beside mlcube.yaml, and whether its `build_strategy` is to build. */
    readonly build?: { readonly context: string; readonly isAsked: boolean }
  }
}
