import { describe, expect, it } from 'vitest'
import { isSingularityReference } from '../../src/containers/image-reference.ts'
import { ExpectedError } from '../../src/facts/error.ts'
import { parseReference, replaceTag } from '../../src/registry/reference.ts'
import { warnOfSingularity } from '../../src/registry/singularity.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`
const HUB = 'registry-1.docker.io'

describe('parseReference', () => {
  it.each([
    ['busybox', HUB, 'library/busybox', 'latest', true],
    ['busybox:1.36', HUB, 'library/busybox', '1.36', true],
    ['lab/prep', HUB, 'lab/prep', 'latest', true],
    ['docker.io/lab/prep:1.0', HUB, 'lab/prep', '1.0', true],
    ['docker.io/busybox', HUB, 'library/busybox', 'latest', true],
    ['index.docker.io/lab/prep', HUB, 'lab/prep', 'latest', true],
    ['ghcr.io/lab/prep:1.0', 'ghcr.io', 'lab/prep', '1.0', false],
    ['ghcr.io/lab/deep/er/prep', 'ghcr.io', 'lab/deep/er/prep', 'latest', false],
    ['localhost/prep', 'localhost', 'prep', 'latest', false],
    ['localhost:5000/prep:1', 'localhost:5000', 'prep', '1', false],
    ['127.0.0.1:5000/lab/prep', '127.0.0.1:5000', 'lab/prep', 'latest', false],
    ['registry:5000/prep', 'registry:5000', 'prep', 'latest', false],
    [`ghcr.io/lab/prep@${DIGEST}`, 'ghcr.io', 'lab/prep', DIGEST, false],
    [`registry:5000/prep:1@${DIGEST}`, 'registry:5000', 'prep', DIGEST, false],
  ])('reads %s as Docker does', (reference, host, repository, version, isHub) => {
    expect(parseReference(reference)).toEqual({ shown: reference, host, repository, version, isHub })
  })

  it.each(['', 'https://ghcr.io/lab/prep', 'lab/Prep', 'lab/prep:', 'lab/pr ep'])(
    'refuses %j',
    (reference) => {
      expect(() => parseReference(reference)).toThrow(ExpectedError)
    },
  )
})

describe('replaceTag', () => {
  it.each([
    ['busybox', 'busybox:abc'],
    ['ghcr.io/lab/prep:1.0', 'ghcr.io/lab/prep:abc'],
    ['localhost:5000/prep', 'localhost:5000/prep:abc'],
    [`localhost:5000/prep:1@${DIGEST}`, 'localhost:5000/prep:abc'],
    [`lab/prep@${DIGEST}`, 'lab/prep:abc'],
  ])('puts the tag behind the name of %s', (reference, tagged) => {
    expect(replaceTag(reference, 'abc')).toBe(tagged)
  })
})

describe('isSingularityReference', () => {
  it.each([
    ['lab/prep', true],
    ['lab/prep:1.0', true],
    ['lab-x_y/prep.z:1.0', true],
    ['busybox', false],
    ['busybox:1', false],
    ['docker.io/lab/prep:1', false],
    ['ghcr.io/lab/prep:1', false],
    ['localhost/prep', false],
    ['localhost:5000/prep', false],
    ['lab/prep:1:2', false],
    [`lab/prep@${DIGEST}`, false],
    [`lab/prep:1@${DIGEST}`, false],
  ])('%s: %s', (reference, expected) => {
    expect(isSingularityReference(reference)).toBe(expected)
  })
})

describe('warnOfSingularity', () => {
  const docker = { mediaType: 'application/vnd.docker.distribution.manifest.v2+json' }
  const oci = { mediaType: 'application/vnd.oci.image.index.v1+json' }

  it('is silent about an image that these clients find with the same digest', () => {
    expect(warnOfSingularity('lab/prep:1', docker)).toBeUndefined()
    expect(warnOfSingularity('lab/prep:1')).toBeUndefined()
  })

  it('names the image that these clients cannot ask for', () => {
    expect(warnOfSingularity('ghcr.io/lab/prep:1', docker)).toContain('`ghcr.io/lab/prep:1`')
  })

  it('names the format that these clients get another digest of', () => {
    expect(warnOfSingularity('lab/prep:1', oci)).toContain(oci.mediaType)
  })
})
