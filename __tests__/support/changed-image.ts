import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { busyboxImage } from '../../stand-ins/images.ts'

/** Writes a `docker save` archive of busybox whose configuration has variables that no Dockerfile could give it; gives its path. */
export async function archiveWithVariables(
  folder: string,
  tag: string,
  variables: readonly string[],
): Promise<string> {
  const unpacked = join(folder, 'unpacked')
  mkdirSync(unpacked)
  const archive = join(folder, 'image.tar')
  execFileSync('docker', ['save', '--output', archive, await busyboxImage()])
  execFileSync('tar', ['-xf', archive, '-C', unpacked])
  const manifest = join(unpacked, 'manifest.json')
  const [image] = JSON.parse(readFileSync(manifest, 'utf8'))
  const configuration = JSON.parse(readFileSync(join(unpacked, image.Config), 'utf8'))
  const changed = JSON.stringify({ ...configuration, config: { ...configuration.config, Env: variables } })
  const name = `${createHash('sha256').update(changed).digest('hex')}.json`
  writeFileSync(join(unpacked, name), changed)
  writeFileSync(manifest, JSON.stringify([{ ...image, Config: name, RepoTags: [tag] }]))
  // What newer engines would read in place of manifest.json.
  for (const other of ['repositories', 'index.json', 'oci-layout'])
    rmSync(join(unpacked, other), { force: true })
  execFileSync('tar', ['-cf', archive, '-C', unpacked, ...readdirSync(unpacked)])
  return archive
}
