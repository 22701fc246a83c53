import type { Gpus } from '../../facts/gpu.ts'

/** Without root Podman maps the caller's own user and group into the container. */
export const userArguments = (uid: number): readonly string[] => (uid === 0 ? [] : ['--userns', 'keep-id'])

/** Podman takes GPUs by their names in the CDI files of this machine; `--gpus` it ignores without a word. */
export function podmanGpuArguments(gpus: Gpus): readonly string[] {
  return cdiNames(gpus).flatMap((name) => ['--device', `nvidia.com/gpu=${name}`])
}

function cdiNames(gpus: Gpus): readonly string[] {
  switch (gpus.kind) {
    case 'none':
      return []
    case 'all':
      return ['all']
    case 'count':
      // CDI has no count: it is the first ones, as with Docker.
      return Array.from({ length: gpus.count }, (_, index) => String(index))
    case 'devices':
      return gpus.devices
  }
}
