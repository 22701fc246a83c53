import { plainLine } from '../../words/text.ts'
import type { Dialect } from '../docker/dialect.ts'
import { PODMAN_WALLS } from '../walls.ts'
import { podmanGpuArguments, userArguments } from './arguments.ts'
import { readPodmanHistory } from './history.ts'

/** How Podman differs from Docker where it runs containers. */
export const podmanDialect = (uid: number, walls: Dialect['walls'] = async () => PODMAN_WALLS): Dialect => ({
  gpuArguments: podmanGpuArguments,
  hasInit: true,
  // A text that is JSON would be read as several words, or none.
  writeEntrypoint: (word) => JSON.stringify([word]),
  walls,
  userArguments: userArguments(uid),
  groups: (id) => listGroups(id, uid).flatMap((group) => [group, `memory/${group}`]),
  readHistory: readPodmanHistory,
  readInit: readCatatonit,
})

/** The parent groups with the systemd and the cgroupfs driver; without root, those of the user's own systemd. */
function listGroups(id: string, uid: number): readonly string[] {
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
