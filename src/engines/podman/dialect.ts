import type { Gpus } from '../../facts/gpu.ts'
import { plainLine } from '../../words/text.ts'
import type { Dialect } from '../docker/dialect.ts'
import { readPodmanHistory } from './history.ts'

/** How Podman differs from Docker. Without root it maps the caller's own user and group into the container. */
export const podmanDialect = (uid: number): Dialect => ({
  gpuArguments,
  hasInit: true,
  userArguments: uid === 0 ? [] : ['--userns', 'keep-id'],
  groups: (id) => groupsOf(id, uid).flatMap((group) => [group, `memory/${group}`]),
  readHistory: readPodmanHistory,
  readInit: readCatatonit,
})

/** Podman takes GPUs by their names in the CDI files of this machine; `--gpus` it ignores without a word. */
export function gpuArguments(gpus: Gpus): readonly string[] {
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

/** The parent groups with the systemd and the cgroupfs driver; without root, those of the user's own systemd. */
function groupsOf(id: string, uid: number): readonly string[] {
  const scope = `libpod-${id}.scope`
  if (uid === 0) return [`machine.slice/${scope}`, `libpod_parent/libpod-${id}`]
  const user = `user.slice/user-${uid}.slice/user@${uid}.service`
  return [`${user}/user.slice/${scope}`, `${user}/user-libpod_pod.slice/${scope}`]
}

const CATATONIT = /^ERROR \(catatonit:\d+\): (failed to exec pid1: (.+))$/

/** Podman's init ends with 1 when it cannot start the program, and says so as the only line there is. */
export const readCatatonit: Dialect['readInit'] = (exitCode, stderr) => {
  const [, words = '', reason = ''] = (exitCode === 1 && CATATONIT.exec(stderr.trim())) || []
  if (words === '') return { exitCode, error: '' }
  return { exitCode: reason === 'Permission denied' ? 126 : 127, error: plainLine(words, 1_000) }
}
