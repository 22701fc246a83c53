import { hash } from 'node:crypto'
import type { Chosen } from './choose.ts'
import { nameLayer } from './name-layer.ts'

/** A file of an archive. */
interface ArchiveFile {
  readonly name: string
  readonly content: Buffer
}

const OCI = 'application/vnd.oci.image'

/** An image's manifest as we write it. */
function writeManifest({ config, configDigest, layers }: Chosen): Buffer {
  return json({
    schemaVersion: 2,
    mediaType: `${OCI}.manifest.v1+json`,
    config: { mediaType: `${OCI}.config.v1+json`, digest: configDigest, size: config.length },
    layers: layers.map(({ digest, size, packing }) => ({
      mediaType: `${OCI}.layer.v1.tar${packing === 'none' ? '' : `+${packing}`}`,
      digest,
      size,
    })),
  })
}

/** The digest of an image's manifest as we write it, with `sha256:`, by which containerd's store will know the image. */
export const hashManifest = (chosen: Chosen): string => `sha256:${hash('sha256', writeManifest(chosen))}`

/**
 * What describes an image in an archive, besides its layers: manifest.json, which Docker's own store, Podman and Apptainer read, and the
 * OCI's files, which Docker with containerd's store reads.
 */
export function describeImage(
  chosen: Chosen,
  { as, isForDocker, mark }: { readonly as: string; readonly isForDocker: boolean; readonly mark: string },
): readonly ArchiveFile[] {
  const Config = `${mark}-config.json`
  const Layers = chosen.layers.map(({ order }) => nameLayer(mark, order))
  const manifest = writeManifest(chosen)
  const described = {
    mediaType: `${OCI}.manifest.v1+json`,
    digest: hashManifest(chosen),
    size: manifest.length,
    annotations: { 'io.containerd.image.name': as },
  }
  // Podman and Apptainer need none of it, and take names from it otherwise.
  const oci = [
    { name: `${mark}-manifest.json`, content: manifest },
    { name: 'index.json', content: json({ schemaVersion: 2, manifests: [described] }) },
    { name: 'oci-layout', content: json({ imageLayoutVersion: '1.0.0' }) },
  ]
  return [
    { name: Config, content: chosen.config },
    ...(isForDocker ? oci : []),
    { name: 'manifest.json', content: json([{ Config, RepoTags: [as], Layers }]) },
  ]
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value))
