import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BUSYBOX, busyboxImage } from '../../stand-ins/images.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'

/** Gives Docker the busybox of this machine under a name, as an image that says it is for another processor. */
export async function loadForeign(tag: string, architecture: string): Promise<void> {
  await busyboxImage()
  await using folder = await tempFolder()
  const { path } = folder
  const archive = join(path, 'image.tar')
  const unpacked = join(path, 'unpacked')
  execFileSync('mkdir', [unpacked])
  execFileSync('docker', ['save', '--output', archive, BUSYBOX])
  execFileSync('tar', ['-xf', archive, '-C', unpacked])
  const list = join(unpacked, 'manifest.json')
  const [manifest] = JSON.parse(readFileSync(list, 'utf8')) as { Config: string; RepoTags: string[] }[]
  if (manifest === undefined) throw new Error('the archive holds no image')
  const config = JSON.parse(readFileSync(join(unpacked, manifest.Config), 'utf8')) as object
  // Docker may take the configuration's name for its digest.
  writeFileSync(join(unpacked, 'config.json'), JSON.stringify({ ...config, architecture }))
  writeFileSync(list, JSON.stringify([{ ...manifest, Config: 'config.json', RepoTags: [tag] }]))
  const { Layers } = manifest as unknown as { Layers: readonly string[] }
  execFileSync('tar', ['-cf', archive, '-C', unpacked, 'manifest.json', 'config.json', ...Layers])
  execFileSync('docker', ['load', '--quiet', '--input', archive])
}

/** The first bytes of a program for a processor that no test runs on: the kernel cannot start it. */
export const ALIEN_PROGRAM: Buffer = Buffer.from(
  `7f454c4602010100000000000000000002001600${'01'.repeat(44)}`,
  'hex',
)
