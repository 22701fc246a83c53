import type { ContainerType } from '../../containers/spec.ts'
import { isSif } from '../../engines/plain-archive.ts'
import { ExpectedError } from '../../facts/error.ts'

/** Checks that a file is the image that its `container_type` says, by its first bytes; throws an ExpectedError of kind `image`. */
export async function checkFormat(file: string, type: ContainerType): Promise<void> {
  const wantsSif = type.endsWith('SingularityFile')
  if ((await isSif(file)) === wantsSif) return
  throw wantsSif
    ? new ExpectedError('image', `the image file is not a Singularity image, as a ${type} should be`, {
        hint: 'Make it with `apptainer build model.sif …`; what `docker save` makes is a `DockerArchive`.',
      })
    : new ExpectedError(
        'image',
        `the image file is a Singularity image, and a ${type} should be what \`docker save\` makes`,
        {
          hint: `Write \`container_type: ${type.replace('DockerArchive', 'SingularityFile')}\`, or make it with \`docker save\`.`,
        },
      )
}
