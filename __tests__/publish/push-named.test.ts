import { expect, test } from 'vitest'
import { foreseeNamedTags } from '../../src/plan/named-tags.ts'
import { findUnderName, pushNamed } from '../../src/publish/push-named.ts'
import { toyBenchmark, toyEvidence } from '../medperf/toy.ts'
import {
  CONFIG,
  errorOf,
  image as manifest,
  served,
  sha256,
  startFakeRegistry,
} from '../registry/fake-registry.ts'
import { buildOf } from '../support/build-of.ts'

const { signal } = new AbortController()
const OTHER = `sha256:${'d'.repeat(64)}`
const DIGEST = sha256(JSON.stringify(manifest()))

/** A registry that holds an image under the tag 9, or none; what is pushed there is that of `CONFIG`. */
async function startNamed(held: 'free' | 'same' | 'other', isPrivate = false) {
  const pushed: string[] = []
  const fake = await startFakeRegistry((request) => {
    if (isPrivate) return { status: 401 }
    const config = held === 'other' ? OTHER : CONFIG
    return held === 'free' && pushed.length === 0
      ? { status: 404, body: { errors: [{ code: 'MANIFEST_UNKNOWN' }] } }
      : served({ '9': manifest(undefined, config) })(request)
  })
  const job = { log: { say: () => {}, aside: async <T>(work: () => Promise<T>) => work() } as never, signal }
  const push = (imageId: string) => async (reference: string) => void pushed.push(`${imageId} ${reference}`)
  const name = `${fake.host}/lab/model`
  return { fake, pushed, job, push, name, [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose]() }
}

test('the name of the configuration is pushed where it is free, and read back as a stranger', async () => {
  await using registry = await startNamed('free')
  const { name, pushed } = registry
  expect(await pushNamed(registry, `${name}:9`, CONFIG)).toEqual({
    reference: `${name}:9`,
    digest: DIGEST,
    imageId: CONFIG,
  })
  expect(pushed).toEqual([`${CONFIG} ${name}:9`])
})

test('what it holds already is not pushed again', async () => {
  await using registry = await startNamed('same')
  expect(await pushNamed(registry, `${registry.name}:9`, CONFIG)).toMatchObject({ imageId: CONFIG })
  expect(registry.pushed).toEqual([])
})

test('another image is never replaced, and a digest never pushed to', async () => {
  await using taken = await startNamed('other')
  const error = await errorOf(pushNamed(taken, `${taken.name}:9`, CONFIG))
  expect(error).toMatchObject({ code: 'tag-taken', hint: expect.stringContaining('a tag that is new') })
  await using free = await startNamed('free')
  expect(await errorOf(pushNamed(free, `${free.name}@${OTHER}`, CONFIG))).toMatchObject({
    code: 'tag-pinned',
  })
  expect([...taken.pushed, ...free.pushed]).toEqual([])
})

test('a repository that strangers cannot read is an error after the push', async () => {
  await using registry = await startNamed('free', true)
  expect(await errorOf(pushNamed(registry, `${registry.name}:9`, CONFIG))).toMatchObject({
    kind: 'registry',
    status: 401,
  })
})

test.each([
  ['same', undefined],
  ['other', 'tag-taken'],
  ['free', 'tag-missing'],
] as const)('where no engine is, a name that is %s', async (held, code) => {
  await using registry = await startNamed(held)
  const finding = findUnderName(`${registry.name}:9`, CONFIG)
  if (code === undefined) expect(await finding).toMatchObject({ imageId: CONFIG, digest: DIGEST })
  else expect(await errorOf(finding)).toMatchObject({ code, hint: expect.any(String) })
})

test.each([
  ['free', '9', CONFIG, []],
  ['same', '9', CONFIG, []],
  ['other', '9', CONFIG, ['error tag-taken']],
  ['same', '9', undefined, ['warning tag-taken']],
  ['free', '9', undefined, []],
  ['free', `@${OTHER}`, CONFIG, ['error tag-pinned']],
] as const)('a plan says of a name that is %s (%s, built %s): %j', async (held, version, imageId, codes) => {
  await using registry = await startNamed(held)
  const benchmark = toyBenchmark('mlcube')
  const { reference_model: model } = benchmark.components
  const reference = version.startsWith('@') ? `${registry.name}${version}` : `${registry.name}:${version}`
  const spec = { ...model.spec, image: reference }
  const components = {
    ...benchmark.components,
    reference_model: { ...model, spec, build: buildOf('/repository') },
  }
  const image = imageId === undefined ? { toPush: true } : { toPush: true, imageId }
  const evidence = toyEvidence('mlcube', { reference_model: { image } })
  const issues = await foreseeNamedTags({ components }, evidence, signal)
  expect(issues.map(({ severity, code }) => `${severity} ${code}`)).toEqual(codes)
  for (const issue of issues)
    expect(issue).toMatchObject({ role: 'reference_model', hint: expect.any(String) })
})
