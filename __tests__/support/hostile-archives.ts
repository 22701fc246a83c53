import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { extract, type Header, pack } from 'tar-stream'

/** The parts of an image, as an archive has them. */
export interface Parts {
  readonly config: Buffer
  /** Plain tar archives, from the lowest up. */
  readonly layers: readonly Buffer[]
}

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

/** A member of an archive: its name and data, or the header of what has none. */
export type Entry = readonly [name: string, content: string | Buffer | Partial<Header>]

/** A tar archive of these members, as they stand. */
export async function tarOf(entries: readonly Entry[]): Promise<Buffer> {
  const tar = pack()
  for (const [name, content] of entries) {
    if (typeof content === 'string' || Buffer.isBuffer(content)) tar.entry({ name }, content)
    else tar.entry({ name, ...content })
  }
  tar.finalize()
  return buffer(tar)
}

/** An image with one file in one layer, which nobody can run. */
export async function smallParts(word = 'small'): Promise<Parts> {
  const layer = await tarOf([['word', word]])
  const config = {
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
  }
  return { config: Buffer.from(JSON.stringify(config)), layers: [layer] }
}

/** Takes an honest archive apart, whichever Docker wrote it. */
export async function partsOf(archive: Buffer): Promise<Parts> {
  const files = new Map<string, Buffer>()
  const links = new Map<string, string>()
  const tar = extract()
  tar.end(archive)
  for await (const entry of tar) {
    const { name, linkname, type } = entry.header
    if (type === 'symlink') links.set(name, (linkname ?? '').replace(/^(?:\.\.\/)+/, ''))
    files.set(name, await buffer(entry))
  }
  const file = (name: string) => files.get(links.get(name) ?? name) ?? Buffer.alloc(0)
  const [image] = JSON.parse(file('manifest.json').toString())
  return { config: file(image.Config), layers: (image.Layers as string[]).map(file) }
}

const nameOf = ({ config }: Parts) => `${sha256(config)}.json`
const layersOf = ({ layers }: Parts): readonly Entry[] =>
  layers.map((layer, at) => [`l${at}/layer.tar`, layer])
const manifest = (parts: Parts, tags: readonly string[], change: object = {}) => ({
  Config: nameOf(parts),
  RepoTags: tags,
  Layers: parts.layers.map((_, at) => `l${at}/layer.tar`),
  ...change,
})

/** The members of an archive as `docker save` before 25 writes it. */
export const honest = (parts: Parts, tags: readonly string[], change: object = {}): readonly Entry[] => [
  [nameOf(parts), parts.config],
  ...layersOf(parts),
  ['manifest.json', JSON.stringify([manifest(parts, tags, change)])],
  ['repositories', '{}'],
]

/** A tag as containerd calls it. */
const whole = (tag: string) =>
  tag.startsWith('docker.io/') ? tag : `docker.io/${tag.includes('/') ? '' : 'library/'}${tag}`

/** The members of an archive as Docker from 25 on writes it; each image under tags of its own. */
export function honestOci(
  images: readonly (readonly [Parts, tag: string])[],
  first = images[0],
): readonly Entry[] {
  const blob = (content: Buffer | string): Entry => [`blobs/sha256/${sha256(content)}`, content]
  const described = images.map(([parts, tag]) => {
    const config = {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: `sha256:${sha256(parts.config)}`,
      size: parts.config.length,
    }
    const layers = parts.layers.map((layer) => ({
      mediaType: 'application/vnd.oci.image.layer.v1.tar',
      digest: `sha256:${sha256(layer)}`,
      size: layer.length,
    }))
    const mediaType = 'application/vnd.oci.image.manifest.v1+json'
    const text = JSON.stringify({ schemaVersion: 2, mediaType, config, layers })
    return {
      text,
      parts,
      descriptor: {
        mediaType,
        digest: `sha256:${sha256(text)}`,
        size: text.length,
        annotations: { 'io.containerd.image.name': whole(tag) },
      },
    }
  })
  const entries = described.flatMap(({ text, parts }) => [
    blob(text),
    blob(parts.config),
    ...parts.layers.map(blob),
  ])
  const [parts, tag] = first as readonly [Parts, string]
  return [
    ...new Map(entries.map((entry) => [entry[0], entry])).values(),
    [
      'index.json',
      JSON.stringify({ schemaVersion: 2, manifests: described.map(({ descriptor }) => descriptor) }),
    ],
    [
      'manifest.json',
      JSON.stringify([
        {
          Config: `blobs/sha256/${sha256(parts.config)}`,
          RepoTags: [tag],
          Layers: parts.layers.map((layer) => `blobs/sha256/${sha256(layer)}`),
        },
      ]),
    ],
    ['oci-layout', '{"imageLayoutVersion":"1.0.0"}'],
  ]
}

/** An archive that `docker save` never makes, and the words that refuse it. */
export interface HostileArchive {
  readonly what: string
  /** Of an image that is meant to be taken for another one, under a tag. */
  readonly make: (parts: Parts, other: Parts, tag: string) => Promise<Buffer> | Buffer
  readonly words: RegExp
}

const of = (entries: readonly Entry[]) => tarOf(entries)
const ofJson = (parts: Parts, text: string) =>
  of([...honest(parts, []).slice(0, -2), ['manifest.json', text]])

const OWN = process.arch === 'x64' ? 'amd64' : process.arch
const KIN = OWN === 'amd64' ? '386' : 'arm'

export const HOSTILE_ARCHIVES: readonly HostileArchive[] = [
  {
    what: 'two tables of contents',
    make: (parts, other, tag) =>
      of([
        ...honest(parts, [tag]),
        ...honest(other, [tag]).map(
          ([name, content]) => [name.startsWith('l') ? `o${name}` : name, content] as const,
        ),
      ]),
    words: /holds manifest\.json twice/,
  },
  {
    what: 'two tables of contents by two spellings',
    make: (parts, _, tag) =>
      of([...honest(parts, [tag]), ['./manifest.json', JSON.stringify([manifest(parts, [tag])])]]),
    words: /holds manifest\.json twice/,
  },
  {
    what: 'a configuration that bears the name of another image',
    make: (parts, other, tag) =>
      of([
        [nameOf(other), parts.config],
        ...layersOf(parts),
        ['manifest.json', JSON.stringify([manifest(parts, [tag], { Config: nameOf(other) })])],
      ]),
    words: /calls its configuration [0-9a-f]{12}…, and it is [0-9a-f]{12}…/,
  },
  {
    what: 'a configuration that is not there',
    make: (parts, other, tag) => of(honest(parts, [tag], { Config: nameOf(other) })),
    words: /has no configuration at [0-9a-f]{64}\.json/,
  },
  ...['/etc/passwd', '../../etc/passwd', 'l0'].map((Config) => ({
    what: `a configuration at ${Config}`,
    make: (parts: Parts, _: Parts, tag: string) => of(honest(parts, [tag], { Config })),
    words: /has no configuration at /,
  })),
  {
    what: 'a layer that is another one',
    make: async (parts, _, tag) => {
      const entries = honest(parts, [tag])
      const forged = await tarOf([['word', 'forged']])
      return of(entries.map(([name, content]) => [name, name === 'l0/layer.tar' ? forged : content]))
    },
    words: /has another layer at l0\/layer\.tar than its configuration says/,
  },
  {
    what: 'a layer that is not there',
    make: (parts, _, tag) => of(honest(parts, [tag]).filter(([name]) => name !== 'l0/layer.tar')),
    words: /has no layer at l0\/layer\.tar/,
  },
  {
    what: 'a layer outside',
    make: (parts, _, tag) =>
      of([
        ...honest(parts, [tag]).filter(([name]) => name !== 'l0/layer.tar'),
        ['l0/layer.tar', { type: 'symlink', linkname: '../../x' }],
      ]),
    words: /has no layer at l0\/layer\.tar/,
  },
  {
    what: 'a layer by a link to a place of the machine',
    make: (parts, _, tag) =>
      of([
        ...honest(parts, [tag]).filter(([name]) => name !== 'l0/layer.tar'),
        ['l0/layer.tar', { type: 'symlink', linkname: '/etc/passwd' }],
      ]),
    words: /the link l0\/layer\.tar leads out of the archive/,
  },
  {
    what: 'a table of contents by a link',
    make: (parts, _, tag) =>
      of([
        ...honest(parts, [tag]).map(
          ([name, content]) => [name.replace('manifest.json', 'm'), content] as const,
        ),
        ['manifest.json', { type: 'symlink', linkname: 'm' }],
        ['manifest.json', '[]'],
      ]),
    words: /holds manifest\.json twice/,
  },
  {
    what: 'a file that goes through a link',
    make: (parts, _, tag) =>
      of([['d', { type: 'symlink', linkname: '.' }], ['d/manifest.json', '[]'], ...honest(parts, [tag])]),
    words: /holds d twice/,
  },
  {
    what: 'a path without an end',
    make: (parts, _, tag) => of([...honest(parts, [tag]), [`${'a/'.repeat(5_000)}x`, '']]),
    words: /holds a\/a\/.*, whose path is too long/,
  },
  {
    what: 'a link to a place without an end',
    make: (parts, _, tag) =>
      of([...honest(parts, [tag]), ['l', { type: 'symlink', linkname: 'a/'.repeat(5_000) }]]),
    words: /holds l, whose path is too long/,
  },
  {
    what: 'a hard link',
    make: (parts, _, tag) =>
      of([...honest(parts, [tag]), ['copy', { type: 'link', linkname: 'manifest.json' }]]),
    words: /holds the hard link copy/,
  },
  {
    what: 'an absolute name',
    make: (parts, _, tag) => of([...honest(parts, [tag]), ['/etc/x', 'x']]),
    words: /\/etc\/x has an absolute path/,
  },
  {
    what: 'a name that leaves the archive',
    make: (parts, _, tag) => of([...honest(parts, [tag]), ['a/../../x', 'x']]),
    words: /has `\.\.` in its path/,
  },
  {
    what: 'a device',
    make: (parts, _, tag) =>
      of([...honest(parts, [tag]), ['null', { type: 'character-device', devmajor: 1, devminor: 3 }]]),
    words: /null is a device/,
  },
  {
    what: 'a key that Go takes for another',
    make: (parts, other, tag) =>
      ofJson(
        parts,
        `[{"Config":"${nameOf(parts)}","config":"${nameOf(other)}","RepoTags":["${tag}"],"Layers":["l0/layer.tar"]}]`,
      ),
    words: /has a manifest\.json that is not valid/,
  },
  {
    what: 'tags by a key that Go takes for another',
    make: (parts, _, tag) =>
      ofJson(parts, JSON.stringify([manifest(parts, ['a:1']), { Config: 'x', RepoTag\u017f: [tag] }])),
    words: /has a manifest\.json that is not valid/,
  },
  {
    what: 'two images of one tag',
    make: (parts, other, tag) =>
      of([
        [nameOf(other), other.config],
        ...honest(parts, []).slice(0, -2),
        [
          'manifest.json',
          JSON.stringify([manifest(parts, [tag]), manifest(other, ['b:1', `docker.io/${tag}`])]),
        ],
      ]),
    words: /names two images /,
  },
  {
    what: 'no tag',
    make: (parts) => of(honest(parts, [])),
    words: /names no tag/,
  },
  {
    what: 'a tag that is none',
    make: (parts) => of(honest(parts, ['--help'])),
    words: /names the tag --help, which is none/,
  },
  {
    what: 'another image in the table of contents that newer Dockers read',
    make: (parts, other, tag) =>
      of(
        honestOci(
          [
            [other, tag],
            [parts, 'x:1'],
          ],
          [parts, tag],
        ),
      ),
    words: /means another image by .* in its index\.json than in its manifest\.json/,
  },
  {
    what: 'a second image of the tag there',
    make: (parts, other, tag) =>
      of(
        honestOci([
          [parts, tag],
          [other, `docker.io/${tag}`],
        ]),
      ),
    words: /means another image by /,
  },
  {
    what: 'names there that come twice',
    make: (parts, other, tag) =>
      of(
        honestOci([
          [parts, tag],
          [other, 'x:1'],
        ]).map(([name, content]) => [
          name,
          name === 'index.json'
            ? String(content).replace(
                '"annotations":{"io.containerd.image.name":"docker.io/library/x:1"}',
                `"annotations":{"io.containerd.image.name":"${whole(tag)}"},"annotations":{}`,
              )
            : content,
        ]),
      ),
    words: /has an index\.json that is not valid/,
  },
  {
    what: 'another image there, under another name than its digest',
    make: (parts, other, tag) =>
      of(
        honestOci([
          [parts, tag],
          [other, tag],
        ]).map(([name, content]) => [
          String(content).includes(sha256(other.config)) && name.startsWith('blobs/') ? 'elsewhere' : name,
          content,
        ]),
      ),
    words: /means another image by /,
  },
  {
    what: 'one image for this machine, and another that only calls itself one for others',
    make: (parts, other, tag) => tarOf(platforms([parts, 's390x'], [other, OWN], tag)),
    words: /means another image by /,
  },
  {
    what: 'another image of this machine, by another of its names',
    make: (parts, other, tag) => tarOf(platforms([parts, OWN], [other, 'x86_64'], tag)),
    words: /means another image by /,
  },
  {
    what: 'an image there that nothing runs, and another for a kindred processor, which everything runs',
    make: (parts, other, tag) => tarOf(platforms([parts, 'none'], [other, KIN], tag)),
    words: /means another image by /,
  },
  {
    what: 'an image there that calls itself an attestation, and another for a kindred processor',
    make: (parts, other, tag) =>
      tarOf(
        platforms([parts, OWN], [other, KIN], tag, {
          annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
        }),
      ),
    words: /means another image by /,
  },
  {
    what: 'another image of this machine below what calls itself an index for others',
    make: (parts, other, tag) => {
      const entries = new Map(platforms([other, OWN], [other, OWN], tag))
      const { manifests } = JSON.parse(String(entries.get('index.json')))
      const [, [honestly]] = indexOf(honestOci([[parts, tag]]))
      const nested = JSON.stringify({
        schemaVersion: 2,
        manifests: [
          { ...honestly, platform: { architecture: 'none', os: 'linux' } },
          { digest: manifests[0].digest, platform: { architecture: 's390x', os: 'linux' } },
        ],
      })
      for (const [name, content] of honestOci([[parts, tag]]))
        if (name !== 'index.json') entries.set(name, content)
      entries.set(`blobs/sha256/${sha256(nested)}`, nested)
      const { annotations } = manifests[0]
      entries.set(
        'index.json',
        JSON.stringify({ manifests: [{ digest: `sha256:${sha256(nested)}`, annotations }] }),
      )
      return tarOf([...entries])
    },
    words: /means another image by /,
  },
  ...[
    (tag: string) => ({ 'io.containerd.image.name': tag }),
    (tag: string) => ({ 'org.opencontainers.image.ref.name': tag }),
    (tag: string) => ({
      'io.containerd.image.name': 'docker.io/x/y:1',
      'org.opencontainers.image.ref.name': `docker.io/${tag}`,
    }),
    (tag: string) => ({ 'io.containerd.image.name': `index.docker.io/${tag}` }),
  ].map((annotate) => ({
    what: `a name there by which Docker does not find it: ${Object.values(annotate('TAG'))}`,
    make: (parts: Parts, _: Parts, tag: string) => {
      const [entries, [descriptor]] = indexOf(honestOci([[parts, tag]]))
      const manifests = [{ ...descriptor, annotations: annotate(tag) }]
      return tarOf([...entries, ['index.json', JSON.stringify({ manifests })]])
    },
    words: /does not call .* by its whole name in its index\.json, docker\.io\//,
  })),
  {
    what: 'other layers there',
    make: (parts, other, tag) => {
      const forged = {
        ...parts,
        layers: [...parts.layers.slice(1), other.layers[0] as Buffer, Buffer.alloc(0)],
      }
      const entries = new Map(honestOci([[parts, tag]]))
      for (const [name, content] of honestOci([[forged, tag]]))
        if (name !== 'manifest.json') entries.set(name, content)
      return tarOf([...entries])
    },
    words: /has other layers of .* in its index\.json/,
  },
  {
    what: 'layers by a key that Go takes for another',
    make: (parts, other, tag) => {
      const text = parts.config.toString()
      const diffs = other.layers.map((layer) => `sha256:${sha256(layer)}`)
      const more = `,"RootFS":${JSON.stringify({ type: 'layers', diff_ids: diffs })}}`
      const config = Buffer.from(`${text.slice(0, text.lastIndexOf('}'))}${more}`)
      return of(honest({ ...parts, config }, [tag]))
    },
    words: /has a configuration that is not valid/,
  },
  ...(['bzip2', 'xz'] as const).map((packer) => ({
    what: `a layer packed with ${packer}, which would unpack to anything`,
    make: (parts: Parts, _: Parts, tag: string) =>
      of(honest(layered(parts, execFileSync(packer, { input: Buffer.alloc(1e6) })), [tag])),
    words: /has another layer at /,
  })),
  {
    what: 'a layer packed with zstd behind a frame that is skipped',
    make: (parts, _, tag) =>
      of(
        honest(
          layered(
            parts,
            Buffer.concat([Buffer.from('502a4d180400000000000000', 'hex'), zstdCompressSync('x')]),
          ),
          [tag],
        ),
      ),
    words: /has another layer at /,
  },
  {
    what: 'a layer with more behind its first frame of zstd',
    make: async (parts, _, tag) => {
      const layer = await tarOf([['word', 'x']])
      const packed = Buffer.concat([zstdCompressSync(layer), zstdCompressSync(Buffer.alloc(1e6))])
      return of(honest(layered(parts, packed, layer), [tag]))
    },
    words: /has another layer at /,
  },
  ...(['GNU', 'PAX'] as const).map((kind) => ({
    what: `a sparse file in a layer, as ${kind} has it`,
    make: async (parts: Parts, _: Parts, tag: string) => {
      const front = kind === 'GNU' ? rawHeader('zeros', 'S', 0) : sparse('GNU.sparse.realsize=9999999999999')
      const layer = Buffer.concat([front, await tarOf([['behind', 'x']])])
      return of(honest(layered(parts, layer), [tag]))
    },
    words: /has a sparse file in its layer at /,
  })),
  {
    what: 'a header for all members that follow',
    make: async (parts, _, tag) =>
      Buffer.concat([globalHeader('path=manifest.json'), await of(honest(parts, [tag]))]),
    words: /of a kind that cannot be unpacked here/,
  },
  {
    what: 'data behind a folder, which some readers skip',
    make: async (parts, _, tag) =>
      Buffer.concat([
        rawHeader('folder', '5', 512),
        await tarOf([['x', '']]).then((tar) => tar.subarray(0, 512)),
        await of(honest(parts, [tag])),
      ]),
    words: /a member without data has some/,
  },
]

/** An image with one layer, whose configuration says what it unpacks to. */
function layered({ config }: Parts, layer: Buffer, unpacked = layer): Parts {
  const rootfs = { type: 'layers', diff_ids: [`sha256:${sha256(unpacked)}`] }
  return {
    config: Buffer.from(JSON.stringify({ ...JSON.parse(config.toString()), rootfs })),
    layers: [layer],
  }
}

/** The headers of a file that says more of itself, as GNU tar does of one that is sparse. */
function sparse(record: string): Buffer {
  const text = `${record.length + 4} ${record}\n`
  return Buffer.concat([
    rawHeader('pax', 'x', text.length),
    Buffer.from(text.padEnd(512, '\0')),
    rawHeader('zeros', '0', 0),
  ])
}

/** Members without their index, and the descriptors in it. */
function indexOf(
  entries: readonly Entry[],
): readonly [readonly Entry[], readonly { readonly [key: string]: unknown }[]] {
  const index = entries.find(([name]) => name === 'index.json')
  return [entries.filter((one) => one !== index), JSON.parse(String(index?.[1])).manifests]
}

/** An index of two images for processors; the first one is that of manifest.json. */
export function platforms(
  [parts, one]: readonly [Parts, string],
  [other, two]: readonly [Parts, string],
  tag: string,
  first: object = {},
): readonly Entry[] {
  const entries = new Map(
    honestOci([
      [parts, tag],
      [other, tag],
    ]),
  )
  const { manifests } = JSON.parse(String(entries.get('index.json')))
  const nested = JSON.stringify({
    schemaVersion: 2,
    manifests: [one, two].map((architecture, at) => ({
      ...manifests[at],
      ...(at === 0 ? first : {}),
      platform: { architecture, os: 'linux' },
    })),
  })
  entries.set(`blobs/sha256/${sha256(nested)}`, nested)
  const { annotations } = manifests[0]
  entries.set(
    'index.json',
    JSON.stringify({ manifests: [{ digest: `sha256:${sha256(nested)}`, annotations }] }),
  )
  return [...entries]
}

/** A header that is written by hand. */
export function rawHeader(name: string, flag: string, size: number): Buffer {
  const header = Buffer.alloc(512)
  header.write(name)
  header.write(
    `0000644\x000000000\x000000000\x00${size.toString(8).padStart(11, '0')}\x0000000000000\x00        ${flag}`,
    100,
  )
  header.write('ustar\x0000', 257)
  header.write(
    header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0'),
    148,
  )
  return header
}

function globalHeader(record: string): Buffer {
  const text = `${record.length + 4} ${record}\n`
  const data = Buffer.alloc(512)
  data.write(text)
  return Buffer.concat([rawHeader('pax', 'g', text.length), data])
}

/** A layer of zeros that unpacks to so many bytes, and an image of it. */
export function bombParts(bytes: number): Parts & { readonly packed: Buffer } {
  const layer = Buffer.alloc(bytes)
  rawHeader('zeros', '0', bytes - 1536).copy(layer)
  const config = {
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
  }
  return { config: Buffer.from(JSON.stringify(config)), layers: [layer], packed: gzipSync(layer) }
}
