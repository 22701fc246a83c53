import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judgeImages, lookAtImage, type PublicImage } from '../../src/check/image-problems.ts'
import type { Era } from '../../src/medperf/era.ts'
import { assumeRules } from '../../src/medperf/rules.ts'
import { expectRunnable } from '../../src/steps/images/platform.ts'
import { toyBenchmark } from '../medperf/toy.ts'
import { DOCKER, image as manifest, served, startFakeRegistry } from '../registry/fake-registry.ts'
import { buildOf } from '../support/build-of.ts'

const OCI = 'application/vnd.oci.image.manifest.v1+json'
const INDEX = 'application/vnd.oci.image.index.v1+json'

const plain = toyBenchmark('model')
const component = plain.components.evaluator

/** A repository in which the evaluator's configuration names its image on line 3. */
function repositoryOf(config: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'repository-'))
  mkdirSync(join(folder, 'evaluator'))
  writeFileSync(join(folder, config), '# of the evaluator\ncontainer_type: DockerImage\nimage: a/b:1\n')
  return folder
}
let repository = ''
beforeAll(() => {
  repository = repositoryOf(component.config)
})
afterAll(() => rmSync(repository, { recursive: true }))

const judge = (image: PublicImage, era: Era = 'model', change = {}) =>
  judgeImages(
    { ...plain, components: { ...plain.components, evaluator: { ...component, ...change } } },
    { evaluator: image },
    { repository, rules: assumeRules(era) },
  )
const amd = ['linux/amd64']

test.each([
  ['a plain manifest', { platforms: amd, mediaType: DOCKER }, []],
  ['an OCI manifest', { platforms: amd, mediaType: OCI }, ['image-oci']],
  ['an OCI index', { platforms: amd, mediaType: INDEX }, ['image-oci']],
  ['another processor', { platforms: ['linux/arm64'], mediaType: DOCKER }, ['image-platform']],
  [
    'an index without hospitals',
    { platforms: ['linux/arm64'], mediaType: INDEX },
    ['image-platform', 'image-oci'],
  ],
  ['what no registry told', { platforms: [] }, []],
] as const)('of %s hospitals are spoken of on the line of the image', (_, image, codes) => {
  const found = judge(image)
  expect(found.map(({ code }) => code)).toEqual(codes)
  for (const problem of found)
    expect(problem).toMatchObject({ severity: 'warning', file: component.config, line: 3, column: 8 })
})

test.each([
  ['in the mlcube era, whose clients all go by the configuration', 'mlcube', {}],
  ['of a container that others registered', 'model', { registered: { uid: 3, imageHash: '', fields: {} } }],
  ['of an image that is built here', 'model', { build: buildOf('/repository/metrics') }],
] as const)('how it was pushed is nobody’s business %s', (_, era, change) => {
  expect(judge({ platforms: amd, mediaType: OCI }, era, change)).toEqual([])
})

test('a machine of few hospitals looks for the others in the index', async () => {
  const child = manifest()
  const entries = (...names: readonly string[]) =>
    names.map((architecture) => ({
      digest: `sha256:${'5'.repeat(64)}`,
      platform: { os: 'linux', architecture },
    }))
  const index = (...names: readonly string[]) => ({
    schemaVersion: 2,
    mediaType: INDEX,
    manifests: entries(...names),
  })
  await using registry = await startFakeRegistry(
    served({ both: index('amd64', 'arm64'), arm: index('arm64'), '1': child }),
  )
  const { signal } = new AbortController()
  const look = (tag: string, platform: string, isPulled = true) =>
    lookAtImage(
      { ...component, spec: { ...component.spec, image: `${registry.host}/lab/x:${tag}` } },
      { runBy: 'x', configDigest: 'x', platform, ...(isPulled ? { registryDigest: 'sha256:0' } : {}) },
      signal,
    )
  expect(await look('1', 'linux/amd64')).toEqual({ platforms: amd, mediaType: DOCKER })
  expect(await look('arm', 'linux/arm64')).toEqual({ platforms: ['linux/arm64'], mediaType: INDEX })
  expect(await look('gone', 'linux/amd64')).toMatchObject({ platforms: amd })
  const before = registry.requests.length
  expect(await look('1', 'linux/arm64', false)).toEqual({ platforms: ['linux/arm64'] })
  expect(registry.requests).toHaveLength(before)
})

test('an image that this machine cannot run is an error on its line, before anything runs', async () => {
  const benchmark = { ...plain, components: { ...plain.components, evaluator: component } }
  const engine = { store: async () => '/var/lib' } as never
  const expectAs = (emulates: boolean | undefined) =>
    expectRunnable(
      { runBy: 'x', configDigest: 'x', platform: 'linux/s390x' },
      component,
      { engine, repository, benchmark },
      { platform: 'linux/amd64', emulates: () => emulates },
    )
  await expect(expectAs(false)).rejects.toMatchObject({
    kind: 'image',
    code: 'image-platform',
    message: `the image \`${component.spec.image}\` is for linux/s390x, and this machine is linux/amd64`,
    place: { file: component.config, line: 3 },
  })
  await expectAs(true)
  await expectAs(undefined)
})

test.each([
  [
    ['lab/b:1'],
    'is an archive of 2 images: its first one, `a:1`, runs, as in MedPerf, and `lab/b:1` is left aside',
  ],
  [
    ['b:1', 'c:1'],
    'is an archive of 3 images: its first one, `a:1`, runs, as in MedPerf, and `b:1`, `c:1` are left aside',
  ],
  [
    ['b:1', 'c:1', 'd:1', 'e:1', 'f:1'],
    'is an archive of 6 images: its first one, `a:1`, runs, as in MedPerf, and `b:1`, `c:1`, `d:1` and 2 more are left aside',
  ],
])('an archive of more than one image is spoken of on the line of the image: %j', async (others, words) => {
  const { signal } = new AbortController()
  const image = { runBy: 'x', configDigest: 'x', platform: 'linux/amd64', among: { first: 'a:1', others } }
  expect(judge(await lookAtImage(component, image, signal))).toEqual([
    expect.objectContaining({
      severity: 'warning',
      file: component.config,
      line: 3,
      code: 'archive-several-images',
      message: expect.stringContaining(words),
      hint: expect.stringContaining('docker save a:1'),
    }),
  ])
  const { among: _, ...alone } = image
  expect(judge(await lookAtImage(component, alone, signal))).toEqual([])
})
