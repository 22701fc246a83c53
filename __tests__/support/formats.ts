import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../stand-ins/action-file.ts'
import { buildImage } from '../../stand-ins/images.ts'
import { BYO_ROLES, type ByoRole } from './benchmark.ts'
import { encrypt } from './encrypt.ts'

/** What the containers of a benchmark may be; the last two are the format before 2025. */
export const FORMATS = [
  'DockerImage',
  'DockerArchive',
  'EncryptedDockerArchive',
  'SingularityFile',
  'EncryptedSingularityFile',
  'MLCube',
  'MLCube of a SIF',
] as const
export type Format = (typeof FORMATS)[number]

/** What opens the encrypted ones: GnuPG reads it up to the line feed. */
export const KEY = 'correct horse battery staple\nnot this'

const EXAMPLE = join(ROOT, 'examples', 'breast-cancer-wdbc')
const PARTS = {
  data_preparator: 'prep',
  reference_model: 'model',
  evaluator: 'metrics',
} as const

/** The example's images as `docker save` archives, SIFs, and both encrypted, by role. */
export type ImageFiles = Readonly<
  Record<'archive' | 'sif' | 'encryptedArchive' | 'encryptedSif', Readonly<Record<ByoRole, string>>>
>

/** The images of the containers of the example. */
export const exampleImages = (): readonly string[] =>
  BYO_ROLES.map((role) => imageOf(join(EXAMPLE, PARTS[role], 'container_config.yaml')))

const imageOf = (file: string) => /^image: (\S+)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? ''

/** The tag of an image that is nowhere but in an archive; of its own content, because it is removed with all its tags. */
const secretTag = (role: ByoRole): string => `medperf-test/secret-${PARTS[role]}:1`

/** Makes the files of the images in a folder; `convert` makes SIFs of archives, and without it they are empty. */
export async function makeImageFiles(
  folder: string,
  convert: ((archive: string) => Promise<string>) | undefined,
): Promise<ImageFiles> {
  const files: Record<keyof ImageFiles, Partial<Record<ByoRole, string>>> = {
    archive: {},
    sif: {},
    encryptedArchive: {},
    encryptedSif: {},
  }
  for (const role of BYO_ROLES) {
    const own = join(folder, role)
    mkdirSync(own, { recursive: true })
    const image = imageOf(join(EXAMPLE, PARTS[role], 'container_config.yaml'))
    const [archive, secret, sif] = [join(own, 'image.tar'), join(own, 'secret.tar'), join(own, 'image.sif')]
    execFileSync('docker', ['save', '--output', archive, image])
    await buildImage(secretTag(role), `FROM ${image}\nLABEL secret=yes\n`)
    execFileSync('docker', ['save', '--output', secret, secretTag(role)])
    execFileSync('docker', ['rmi', '--force', secretTag(role)], { stdio: 'ignore' })
    if (convert === undefined) writeFileSync(sif, '')
    else copyFileSync(await convert(archive), sif)
    files.archive[role] = archive
    files.sif[role] = sif
    files.encryptedArchive[role] = await encrypted(secret, join(own, 'gpg-archive'))
    files.encryptedSif[role] = await encrypted(sif, join(own, 'gpg-sif'))
    rmSync(secret)
  }
  return files as ImageFiles
}

async function encrypted(file: string, folder: string): Promise<string> {
  mkdirSync(folder)
  return encrypt(readFileSync(file), KEY, folder)
}

const FILE_OF: Readonly<Partial<Record<Format, keyof ImageFiles>>> = {
  DockerArchive: 'archive',
  EncryptedDockerArchive: 'encryptedArchive',
  SingularityFile: 'sif',
  EncryptedSingularityFile: 'encryptedSif',
  'MLCube of a SIF': 'sif',
}

/** The example rewritten into a format, as a repository in `folder`; gives the path of its benchmark.yaml in it. */
export function writeFormat(format: Format, folder: string, files: ImageFiles): string {
  cpSync(EXAMPLE, folder, { recursive: true })
  const isMlcube = format.startsWith('MLCube')
  const config = isMlcube ? 'benchmark-mlcube.yaml' : 'benchmark.yaml'
  const kind = FILE_OF[format]
  if (kind === undefined) return config
  let benchmark = readFileSync(join(folder, config), 'utf8')
  for (const role of BYO_ROLES) {
    const part = PARTS[role]
    const file = isMlcube ? `mlcube/${part}/mlcube.yaml` : `${part}/container_config.yaml`
    writeFileSync(join(folder, file), inFormat(readFileSync(join(folder, file), 'utf8'), format))
    linkSync(files[kind][role], join(folder, part, 'image-file'))
    benchmark = benchmark.replace(
      `config: ${file}`,
      `config: ${file}\n  image_file: { path: ${part}/image-file }`,
    )
  }
  writeFileSync(join(folder, config), benchmark)
  return config
}

const inFormat = (text: string, format: Format): string =>
  format === 'MLCube of a SIF'
    ? text.replace(/^docker:\n.*$/m, 'singularity:\n  image: image.sif')
    : text
        .replace(/^container_type: .*$/m, `container_type: ${format}`)
        .replace(/^image: .*$/m, 'image: https://example.org/image')
