import { describe, expect, it } from 'vitest'
import { type ManifestOptions, readDigest, readManifest } from '../../src/registry/manifest.ts'
import {
  CONFIG,
  DOCKER,
  errorOf,
  type FakeReply,
  image,
  served,
  sha256,
  startFakeRegistry,
} from './fake-registry.ts'

const OCI = 'application/vnd.oci.image.manifest.v1+json'
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json'

/** Tests are in a hurry. */
const read = (reference: string, options: ManifestOptions = {}) =>
  readManifest(reference, { pauses: [1, 1], ...options })

describe('readDigest', () => {
  it('gives the digest alone, by one request', async () => {
    await using registry = await startFakeRegistry(served({ '1.0': image() }))
    expect(await readDigest(`${registry.host}/lab/prep:1.0`)).toBe(sha256(JSON.stringify(image())))
    expect(registry.requests.map(({ method }) => method)).toEqual(['HEAD'])
  })
})

describe('readManifest', () => {
  it('gives digest, config digest and size of an image', async () => {
    await using registry = await startFakeRegistry(served({ '1.0': image() }))
    expect(await read(`${registry.host}/lab/prep:1.0`)).toEqual({
      digest: sha256(JSON.stringify(image())),
      mediaType: DOCKER,
      isIndex: false,
      platforms: [],
      configDigest: CONFIG,
      bytes: 1_110,
      layers: [
        { digest: `sha256:${'1'.repeat(64)}`, bytes: 100 },
        { digest: `sha256:${'2'.repeat(64)}`, bytes: 1_000 },
      ],
    })
  })

  it('asks for all formats, because a registry converts what is not asked for', async () => {
    await using registry = await startFakeRegistry(served({ '1.0': image() }))
    await read(`${registry.host}/lab/prep:1.0`)
    expect(registry.requests.map(({ method }) => method)).toEqual(['HEAD', 'GET'])
    for (const { headers } of registry.requests) {
      expect(headers.accept?.split(', ').toSorted()).toEqual([
        'application/vnd.docker.distribution.manifest.list.v2+json',
        DOCKER,
        OCI_INDEX,
        OCI,
      ])
    }
  })

  describe('of an image for several platforms', () => {
    const amd = image(OCI)
    const arm = image(OCI, `sha256:${'d'.repeat(64)}`)
    const digestOf = (document: unknown) => sha256(JSON.stringify(document))
    const index = {
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [
        { digest: digestOf(arm), size: 1, platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
        { digest: digestOf(amd), size: 1, platform: { os: 'linux', architecture: 'amd64' } },
        { digest: CONFIG, size: 1, platform: { os: 'unknown', architecture: 'unknown' } },
      ],
    }
    const documents = { '1.0': index, amd, arm }

    it('gives the digest of the index and the config digest of linux/amd64', async () => {
      await using registry = await startFakeRegistry(served(documents))
      expect(await read(`${registry.host}/lab/prep:1.0`)).toEqual({
        digest: digestOf(index),
        mediaType: OCI_INDEX,
        isIndex: true,
        platforms: ['linux/arm64/v8', 'linux/amd64'],
        platformDigest: digestOf(amd),
        configDigest: CONFIG,
        bytes: 1_110,
        layers: [
          { digest: `sha256:${'1'.repeat(64)}`, bytes: 100 },
          { digest: `sha256:${'2'.repeat(64)}`, bytes: 1_000 },
        ],
      })
    })

    it('gives the config digest of another platform on request, and none of one that is missing', async () => {
      await using registry = await startFakeRegistry(served(documents))
      const reference = `${registry.host}/lab/prep:1.0`
      expect(await read(reference, { platform: 'linux/arm64' })).toMatchObject({
        configDigest: `sha256:${'d'.repeat(64)}`,
      })
      expect(await read(reference, { platform: 'windows/amd64' })).not.toHaveProperty('configDigest')
    })
  })

  it('reads a digest as it is written', async () => {
    await using registry = await startFakeRegistry(served({ '1.0': image() }))
    const digest = sha256(JSON.stringify(image()))
    expect(await read(`${registry.host}/prep:other@${digest}`)).toMatchObject({ digest })
    expect(registry.requests.map(({ url }) => url)).toEqual([`/v2/prep/manifests/${digest}`])
  })

  it('goes on with the digest that it was told, when the tag moves meanwhile', async () => {
    const later = image(OCI)
    await using registry = await startFakeRegistry((request, count) =>
      served(count === 1 ? { '1.0': image() } : { '1.0': later, old: image() })(request),
    )
    expect(await read(`${registry.host}/prep:1.0`)).toMatchObject({ mediaType: DOCKER })
  })

  it('computes the digest itself where the registry names none, or knows no HEAD', async () => {
    await using registry = await startFakeRegistry(({ method }) =>
      method === 'HEAD' ? { status: 405 } : { body: JSON.stringify(image()) },
    )
    expect(await read(`${registry.host}/prep`)).toMatchObject({ digest: sha256(JSON.stringify(image())) })
  })

  it('refuses bytes that are not those of the digest', async () => {
    await using registry = await startFakeRegistry((request) => {
      const reply = served({ latest: image() })(request)
      return request.method === 'GET' ? { ...reply, body: JSON.stringify(image(OCI)) } : reply
    })
    const error = await errorOf(read(`${registry.host}/prep`))
    expect(error.kind).toBe('registry')
    expect(error.message).toContain(`promises ${sha256(JSON.stringify(image()))} and sends`)
  })

  const nonsense: readonly (readonly [string, FakeReply])[] = [
    ['a page', { body: '<html>Hello</html>' }],
    ['the old schema 1', { body: { schemaVersion: 1, fsLayers: [] } }],
    ['an artifact without an image', { body: { ...image(), config: { digest: 'none', size: 1 } } }],
    ['nothing', {}],
  ]
  it.each(nonsense)('refuses %s in place of a manifest', async (_, reply) => {
    await using registry = await startFakeRegistry(() => reply)
    const error = await errorOf(read(`${registry.host}/prep`))
    expect(error.message).toMatch(/answers with something that is not the manifest of an image/)
  })

  it('reads no answer that is too large for a manifest', async () => {
    await using registry = await startFakeRegistry(({ method }) =>
      method === 'HEAD' ? {} : { body: 'x'.repeat(5 * 1024 * 1024) },
    )
    expect((await errorOf(read(`${registry.host}/prep`))).message).toMatch(/more than 4194304 bytes/)
  })

  it('goes on after trouble that passes', async () => {
    await using registry = await startFakeRegistry((request, count) => {
      if (count === 1) return { status: 429, headers: { 'retry-after': '0' } }
      if (count === 2) return { status: 503 }
      return count === 4 ? undefined : served({ latest: image() })(request)
    })
    expect(await read(`${registry.host}/prep`)).toMatchObject({ configDigest: CONFIG })
    expect(registry.requests).toHaveLength(5)
  })

  it.each([
    [429, 'its limit is used up'],
    [500, 'answers with HTTP 500'],
  ])('gives up on HTTP %d after three tries of each request', async (status, words) => {
    await using registry = await startFakeRegistry(() => ({ status }))
    const error = await errorOf(read(`${registry.host}/prep`))
    expect(error).toMatchObject({ kind: 'registry', status })
    expect(error.message).toContain(words)
    expect(registry.requests).toHaveLength(6)
  })

  it('says that nothing listens', async () => {
    const registry = await startFakeRegistry(() => undefined)
    await registry[Symbol.asyncDispose]()
    const error = await errorOf(read(`${registry.host}/prep`))
    expect(error).toMatchObject({
      kind: 'unreachable',
      message: `${registry.host} cannot be reached: the server refuses connections`,
    })
  })

  it('ends when the run is cancelled', async () => {
    const cancel = new AbortController()
    await using registry = await startFakeRegistry(() => {
      cancel.abort(new Error('cancelled'))
      return { status: 503 }
    })
    await expect(read(`${registry.host}/prep`, { signal: cancel.signal, pauses: [60_000] })).rejects.toThrow()
  })
})
