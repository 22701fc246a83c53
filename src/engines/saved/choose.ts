import { hash } from 'node:crypto'
import * as z from 'zod'
import { imageReferenceFault } from '../../containers/image-reference.ts'
import { known } from '../../facts/known.ts'
import { plainLine } from '../../words/text.ts'
import type { Among } from '../engine.ts'
import { checkIndex, listOthersIndexed } from './check-index.ts'
import type { Members, SavedFile } from './members.ts'
import { refuseForged, refuseSaved } from './refusal.ts'
import { isSameName } from './same-name.ts'
import { parseStrictly } from './strict-json.ts'

const ManifestSchema = z
  .array(
    z.object({
      Config: z.string().max(500),
      RepoTags: z.array(z.string().min(1).max(500)).nullish(),
      Layers: z.array(z.string().max(500)).max(1_000).nullish(),
    }),
  )
  .min(1)
  .max(1_000)

const ConfigSchema = z.object({
  rootfs: z.object({ diff_ids: z.array(z.string()).nullish() }),
})

/** The image of an archive that MedPerf's client would run, with files that are what its configuration says. */
export interface Chosen {
  /** Absent where it may be. */
  readonly tag?: string
  readonly config: Buffer
  /** Of the configuration, with `sha256:`. */
  readonly configDigest: string
  /** From the lowest up; some may come twice. */
  readonly layers: readonly SavedFile[]
  /** Absent where it is the only one of its archive. */
  readonly among?: Among
}

/**
 * Chooses the first image of an archive, under its first tag (docs/medperf.md 14.2), where everybody who loads the archive gets the same one
 * of that tag. Throws an ExpectedError of kind `image` for an archive that does not say, or that `docker save` cannot have made.
 */
export function chooseImage(members: Members, needsTag: boolean): Chosen {
  const images = readManifest(members)
  const [first] = images
  if (first === undefined) throw refuseSaved('holds no image')
  const tag = first.RepoTags?.[0]
  if (tag === undefined && needsTag) throw refuseSaved('names no tag')
  const config = readConfig(members, first.Config)
  const configDigest = `sha256:${hash('sha256', config)}`
  const chosen = known({ config, configDigest, among: findOthers(members, images, configDigest) })
  checkNamed(first.Config, chosen.configDigest)
  const { rootfs } = parseConfig(config)
  const layers = findLayers(members, first.Layers ?? [], rootfs.diff_ids ?? [])
  if (tag === undefined) return { ...chosen, layers }
  if (imageReferenceFault(tag) !== undefined)
    throw refuseSaved(`names the tag ${plainLine(tag, 200)}, which is none`)
  for (const { Config, RepoTags } of images) {
    if (Config !== first.Config && RepoTags?.some((other) => isSameName(other, tag)))
      throw refuseForged(`names two images ${plainLine(tag, 200)}`)
  }
  checkIndex(members, {
    tag,
    configDigest: chosen.configDigest,
    layers: layers.map(({ digest }) => digest),
  })
  return { ...chosen, tag, layers }
}

/** What is no image that was chosen, by manifest.json, and by the index.json that newer engines read. */
function findOthers(
  members: Members,
  [first, ...more]: z.infer<typeof ManifestSchema>,
  configDigest: string,
): Among | undefined {
  const named = more
    .filter(({ Config }) => Config !== first?.Config)
    .map(({ Config, RepoTags }) => RepoTags?.[0] ?? Config)
  const indexed = listOthersIndexed(members, configDigest).filter(
    (one) => !named.some((other) => isSameName(one, other)),
  )
  const others = [...new Set([...named, ...indexed].map((one) => plainLine(one, 200)))]
  const name = plainLine(first?.RepoTags?.[0] ?? configDigest, 200)
  return others.length === 0 ? undefined : { first: name, others }
}

function readManifest(members: Members): z.infer<typeof ManifestSchema> {
  const file = members.find('manifest.json')
  if (file === undefined) throw refuseSaved('has no manifest.json')
  const text = file.json?.toString() ?? ''
  const parsed = ManifestSchema.safeParse(parseStrictly(text, ['Config', 'RepoTags', 'Layers']))
  if (parsed.success) return parsed.data
  throw refuseSaved('has a manifest.json that is not valid')
}

function readConfig(members: Members, name: string): Buffer {
  const json = members.find(name)?.json
  if (json !== undefined) return json
  throw refuseForged(`has no configuration at ${plainLine(name, 200)}, where its manifest.json says`)
}

function parseConfig(config: Buffer): z.infer<typeof ConfigSchema> {
  const parsed = ConfigSchema.safeParse(parseStrictly(config.toString(), ['rootfs', 'diff_ids'], 'these'))
  if (parsed.success) return parsed.data
  throw refuseForged('has a configuration that is not valid')
}

/** `docker save` calls the configuration by its hash. */
function checkNamed(name: string, digest: string): void {
  const named = /^(?:.*\/)?([0-9a-f]{64})(?:\.json)?$/.exec(name)?.[1]
  if (named === undefined || digest === `sha256:${named}`) return
  throw refuseForged(`calls its configuration ${named.slice(0, 12)}…, and it is ${digest.slice(7, 19)}…`)
}

function findLayers(
  members: Members,
  names: readonly string[],
  wanted: readonly string[],
): readonly SavedFile[] {
  if (names.length !== wanted.length)
    throw refuseForged(`has ${names.length} layers, and its configuration names ${wanted.length}`)
  return names.map((name, at) => {
    const layer = members.find(name)
    if (layer === undefined)
      throw refuseForged(`has no layer at ${plainLine(name, 200)}, where its manifest.json says`)
    if (layer.isSparse) throw refuseForged(`has a sparse file in its layer at ${plainLine(name, 200)}`)
    if (layer.unpacked === wanted[at]) return layer
    throw refuseForged(`has another layer at ${plainLine(name, 200)} than its configuration says`)
  })
}
