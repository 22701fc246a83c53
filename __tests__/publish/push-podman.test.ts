import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { pushImage } from '../../src/engines/docker/images/push.ts'
import { publishImage } from '../../src/publish/push.ts'
import { findPublished } from '../../src/registry/publication.ts'
import { BUSYBOX } from '../../stand-ins/images.ts'
import { podmanBusybox, usePodman } from '../../stand-ins/podman.ts'
import { startRegistry } from '../../stand-ins/registry.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'

usePodman()
const podman = (...args: string[]) => execFileSync('podman', args, { encoding: 'utf8', stdio: 'pipe' }).trim()
const COMMIT = '0123456789abcdef0123456789abcdef01234567'

afterEach(() => vi.unstubAllEnvs())

it('what Podman built is pushed by Podman, and found again under the commit as what was tested', async () => {
  await podmanBusybox()
  await using registry = await startRegistry()
  await using folder = await tempFolder()
  // Podman wants to be told that a registry on this machine speaks plain http.
  const registries = join(folder.path, 'registries.conf')
  writeFileSync(registries, `[[registry]]\nlocation = "${registry.host}"\ninsecure = true\n`)
  vi.stubEnv('CONTAINERS_REGISTRIES_CONF', registries)
  writeFileSync(join(folder.path, 'Dockerfile'), `FROM ${BUSYBOX}\nENV PUSHED_BY=podman\n`)
  const id = `sha256:${podman('build', '--quiet', folder.path)}`
  const reference = `${registry.host}/lab/podman:9`
  const warn = vi.fn()
  const { signal } = new AbortController()
  try {
    const published = await publishImage({
      imageId: id,
      reference,
      commit: COMMIT,
      warn,
      push: (to) => pushImage('podman', id, to, { signal, warn }),
    })
    expect(published).toMatchObject({ reference: `${registry.host}/lab/podman:${COMMIT}`, imageId: id })
    expect(await findPublished(reference, COMMIT)).toEqual(published)
    expect(warn).not.toHaveBeenCalled()
  } finally {
    podman('image', 'rm', '--force', id)
  }
}, 120_000)
