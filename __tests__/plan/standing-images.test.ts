import { afterAll, describe, expect, test } from 'vitest'
import type { Era } from '../../src/medperf/era.ts'
import { planSubmission } from '../../src/medperf/plan/plan.ts'
import { settleImages } from '../../src/plan/standing-images.ts'
import { planSentence } from '../../src/report/page/plan.ts'
import { decided, emptySnapshot, registered } from '../medperf/memory-server.ts'
import { toyBenchmark, toyEvidence } from '../medperf/toy.ts'
import { CONFIG, image as manifest, served, sha256, startFakeRegistry } from '../registry/fake-registry.ts'
import { buildOf } from '../support/build-of.ts'

const { signal } = new AbortController()
const OTHER = `sha256:${'d'.repeat(64)}`
const document = manifest()
const DIGEST = sha256(JSON.stringify(document))

/** `lab/` can be read by everybody, `closed/` wants a login, in `moved/` the tag is another image, and `lost/` is empty. */
const registry = await startFakeRegistry((request) => {
  if (request.url.includes('/lab/')) return served({ a1b2: document })(request)
  if (request.url.includes('/moved/')) return served({ a1b2: manifest(undefined, OTHER) })(request)
  if (request.url.includes('/closed/')) return { status: 401 }
  return { status: 404 }
})
afterAll(() => registry[Symbol.asyncDispose]())
/** Nothing listens there. */
const SILENT = '127.0.0.1:9'

/** The toy benchmark, whose model is built, and what a test of it found. */
function builtOf(era: Era, repository: string, imageId: string | undefined, host = registry.host) {
  const plain = toyBenchmark(era)
  const { reference_model: model } = plain.components
  const image = `${host}/${repository}/model:1.0`
  const config = { container_type: 'DockerImage', image, tasks: {} }
  const built = {
    ...model,
    spec: { ...model.spec, image, document: config },
    build: buildOf('/repository/model'),
  }
  const benchmark = { ...plain, components: { ...plain.components, reference_model: built } }
  const found = toyEvidence(era)
  const own = { toPush: true, ...(imageId === undefined ? {} : { imageId }) }
  const { image: _, ...others } = found.components.reference_model
  const components = { ...found.components, reference_model: { ...others, image: own } }
  return { benchmark, evidence: { ...found, components } }
}

/** A server on which the last merge registered that, with the image of `CONFIG` under the commit's tag. */
function serverOf(era: Era, repository: string, host = registry.host) {
  const { benchmark, evidence } = builtOf(era, repository, CONFIG, host)
  const pushed = { imageId: CONFIG, digest: DIGEST, reference: `${host}/${repository}/model:a1b2` }
  const model = { ...evidence.components.reference_model, image: pushed }
  const published = { ...evidence, components: { ...evidence.components, reference_model: model } }
  return decided(registered(emptySnapshot(era), { benchmark, evidence: published }), 'APPROVED')
}

async function planOf(
  era: Era,
  repository: string,
  { imageId, host = registry.host, change = {} }: { imageId?: string; host?: string; change?: object } = {},
) {
  const { benchmark, evidence } = builtOf(era, repository, imageId, host)
  const { reference_model: model } = benchmark.components
  const changed = {
    ...benchmark,
    components: { ...benchmark.components, reference_model: { ...model, ...change } },
  }
  const snapshot = serverOf(era, repository, host)
  const settled = await settleImages(changed, evidence, snapshot, signal)
  const plan = planSubmission({ benchmark: changed, evidence: settled.evidence, snapshot })
  const { verdict, unsure } = plan.actions.find(({ role }) => role === 'reference_model') ?? {}
  const whole = plan.actions.at(-1)
  return { plan, settled, verdict, unsure, whole, sentence: planSentence(plan) }
}

describe.each(['container', 'model', 'topology'] as const)('on a server of the %s era a build', (era) => {
  test('of the registered image is reused: nothing is pushed, and nothing is left to do', async () => {
    const { plan, settled, sentence } = await planOf(era, 'lab', { imageId: CONFIG })
    expect(plan.actions.map(({ verdict }) => verdict)).toEqual([
      ...['reuse', 'reuse', 'reuse'],
      'nothing to do',
    ])
    expect(settled.images).toEqual({
      reference_model: expect.objectContaining({ digest: DIGEST, toPush: false }),
    })
    expect(sentence).toContain('**A merge will change nothing on the server**')
  })

  test('of another image is a new version, for sure', async () => {
    const { verdict, unsure, whole, settled, sentence } = await planOf(era, 'lab', { imageId: OTHER })
    expect([verdict, unsure]).toEqual(['needs a new version', undefined])
    expect(whole).toMatchObject({ verdict: 'needs a new version', name: 'toy-benchmark-v2' })
    expect(settled.images).toEqual({})
    expect(sentence).toContain('**A merge will** register 1 container')
  })

  test.each([
    ['in a registry that does not answer', 'lab', SILENT, /cannot be reached/],
    ['where strangers may not read it', 'closed', registry.host, /without a login \(HTTP 401\)/],
  ])(
    '%s may be the registered one, and why is said',
    async (_, repository, host, why) => {
      const { verdict, unsure, whole, sentence } = await planOf(era, repository, { imageId: CONFIG, host })
      expect(verdict).toBe('needs a new version')
      expect(unsure).toMatch(why)
      expect(whole?.unsure).toMatch(why)
      expect(sentence).toMatch(
        /^\*\*A merge may\*\* register 1 container .* Not sure: what is registered may be the same/,
      )
    },
    60_000,
  )

  test.each(['moved', 'lost'])('whose registered tag is %s is new', async (repository) => {
    const { verdict, unsure } = await planOf(era, repository, { imageId: CONFIG })
    expect([verdict, unsure]).toEqual(['needs a new version', undefined])
  })

  test('that was not made yet may be the registered one, unless something else is new anyway', async () => {
    expect(await planOf(era, 'lab')).toMatchObject({
      verdict: 'needs a new version',
      unsure: expect.stringContaining('may be what is registered already'),
    })
    const change = { parameters: { threshold: 7 } }
    expect((await planOf(era, 'lab', { change })).unsure).toBeUndefined()
  })
})
