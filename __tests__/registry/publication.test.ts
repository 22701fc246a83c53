import { describe, expect, test } from 'vitest'
import { readManifest } from '../../src/registry/manifest.ts'
import { findImageId, readTested } from '../../src/registry/publication.ts'
import { CONFIG, image, served, sha256, startFakeRegistry } from './fake-registry.ts'

const ARM = `sha256:${'a'.repeat(64)}`
const OTHER = `sha256:${'6'.repeat(64)}`

const digestOf = (document: unknown) => sha256(JSON.stringify(document))
const entry = (document: unknown, architecture: string) => ({
  digest: digestOf(document),
  platform: { os: 'linux', architecture },
})

const [amd, arm] = [image(), image(undefined, ARM)]
const index = {
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.index.v1+json',
  manifests: [entry(amd, 'amd64'), entry(arm, 'arm64')],
}

const start = async () => {
  const registry = await startFakeRegistry(served({ '1.0': index, amd, arm }))
  return {
    reference: `${registry.host}/lab/prep:1.0`,
    [Symbol.asyncDispose]: () => registry[Symbol.asyncDispose](),
  }
}

describe('the ID of a tested image', () => {
  test.each([
    ['of the usual platform', CONFIG, CONFIG],
    ['of another platform', ARM, ARM],
    ['that is the digest of its manifest', digestOf(amd), digestOf(amd)],
    ['that no platform has, which becomes the usual one', OTHER, CONFIG],
  ])('%s is looked up in its registry', async (_, tested, found) => {
    await using registry = await start()
    const manifest = await readManifest(registry.reference)
    expect(await findImageId(registry.reference, manifest, tested)).toBe(found)
  })

  test('is registered as that of a configuration, whatever the engine calls the image by', async () => {
    await using registry = await start()
    const tested = { digest: digestOf(index), imageId: digestOf(amd) }
    expect(await readTested(registry.reference, tested)).toMatchObject({
      digest: digestOf(index),
      imageId: CONFIG,
    })
    for (const imageId of [ARM, digestOf(arm)])
      expect(await readTested(registry.reference, { ...tested, imageId })).toMatchObject({ imageId: ARM })
  })
})
