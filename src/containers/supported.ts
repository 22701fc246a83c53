import type { ContainerType } from './spec.ts'

/** What MedPerf accepts as `container_type` (contract 10.1). */
export const CONTAINER_TYPES = [
  'DockerImage',
  'DockerArchive',
  'EncryptedDockerArchive',
  'SingularityFile',
  'EncryptedSingularityFile',
] as const satisfies readonly ContainerType[]

/** A reason why a container cannot be run, and what to do about it. */
export interface Refusal {
  readonly message: string
  readonly hint: string
}

/** What this version of the action cannot run at all. */
export function unsupported(type: ContainerType): Refusal | undefined {
  if (!type.startsWith('Encrypted')) return undefined
  return {
    message: `encrypted containers (${type}) are not supported yet by this version of the action`,
    hint: `Test the container unencrypted, as \`${type.replace('Encrypted', '')}\`.`,
  }
}

/** Whether a runtime that was asked for can run a type of container (contract 10.1, in MedPerf's words). */
export function cannotRun(type: ContainerType, runtime: string): Refusal | undefined {
  if (!type.endsWith('SingularityFile') || (runtime !== 'docker' && runtime !== 'podman')) return undefined
  return {
    message: `Cannot run this container using ${runtime}: a SingularityFile needs apptainer or singularity`,
    hint: 'Set `run.runtime` to `auto` or `apptainer`.',
  }
}

/** For an MLCube, the format before 2025, which is told apart by what is in the file, not by its name (contract 13.5). */
export const MLCUBE: Refusal = {
  message: 'this is an MLCube (mlcube.yaml), which is not supported yet by this version of the action',
  hint: 'Describe the container by a container_config.yaml, the format of MedPerf since 2025.',
}
