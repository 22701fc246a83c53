import { expect, test } from 'vitest'
import type { Runtime } from '../../src/benchmark/benchmark.ts'
import type { ContainerType } from '../../src/containers/spec.ts'
import { candidatesFor } from '../../src/engines/choose.ts'

const CASES: readonly (readonly [Runtime, readonly ContainerType[], boolean, string])[] = [
  ['auto', ['DockerImage'], false, 'docker podman apptainer singularity'],
  ['auto', ['DockerArchive', 'EncryptedDockerArchive'], false, 'docker podman apptainer singularity'],
  ['auto', ['DockerImage'], true, 'docker podman apptainer singularity'],
  ['auto', ['DockerImage', 'SingularityFile'], false, 'apptainer singularity'],
  ['auto', ['EncryptedSingularityFile'], true, 'apptainer singularity'],
  ['docker', ['DockerImage'], false, 'docker'],
  ['podman', ['DockerArchive'], true, 'podman'],
  ['apptainer', ['DockerImage'], false, 'apptainer singularity'],
  ['singularity', ['DockerImage'], false, 'singularity apptainer'],
  ['docker', ['SingularityFile'], false, ''],
  ['podman', ['DockerImage', 'EncryptedSingularityFile'], false, ''],
]
test.each(CASES)('runtime %s with %j and a build %s tries %j', (runtime, types, builds, commands) => {
  const found = candidatesFor(runtime, { types, builds })
  expect('commands' in found ? found.commands.join(' ') : '').toBe(commands)
})
