import type { ContainerSpec, ContainerType } from './spec.ts'

/** What MedPerf accepts as `container_type` (docs/medperf.md 12.1). */
export const CONTAINER_TYPES = [
  'DockerImage',
  'DockerArchive',
  'EncryptedDockerArchive',
  'SingularityFile',
  'EncryptedSingularityFile',
] as const satisfies readonly ContainerType[]

/** Whether a component of a benchmark is files alone, without a container. */
export const isAsset = ({ spec }: { readonly spec: ContainerSpec }): boolean => spec.type === 'Asset'

/** A reason why a container cannot be run, and what to do about it. */
export interface RunRefusal {
  readonly message: string
  readonly hint: string
}

/** Whether a runtime that was asked for can run a type of container (docs/medperf.md 12.1, in MedPerf's words). */
export function cannotRun(type: ContainerType, runtime: string): RunRefusal | undefined {
  if (!type.endsWith('SingularityFile') || (runtime !== 'docker' && runtime !== 'podman')) return undefined
  return {
    message: `Cannot run this container using ${runtime}: a SingularityFile needs apptainer or singularity`,
    hint: 'Set `run.runtime` to `auto` or `apptainer`.',
  }
}
