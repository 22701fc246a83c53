import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { eras } from '../../dev-server/era.ts'
import { pullRequestEvent } from '../../stand-ins/events.ts'
import { CONFIG, image as manifest, served, sha256, startFakeRegistry } from '../registry/fake-registry.ts'
import { startOwner } from '../support/registering.ts'
import { startHand, tinyConfig } from '../support/strangers.ts'
import { TINY } from '../support/tiny.ts'

const answer = served({ '1': manifest() })
const answerOci = served({ '1': manifest('application/vnd.oci.image.manifest.v1+json') })
/** Everybody can read `lab/`; `private/` wants a login, `down/` fails, and nothing else exists. */
const registry = await startFakeRegistry((request) => {
  if (request.url.includes('/oci/') && request.url.includes('/blobs/'))
    return { body: { os: 'linux', architecture: 'arm64' } }
  if (request.url.includes('/oci/')) return answerOci(request)
  if (request.url.includes('/lab/')) return answer(request)
  if (request.url.includes('/private/')) return { status: 401 }
  if (request.url.includes('/down/')) return { status: 503 }
  return { status: 404, body: { errors: [{ code: 'NAME_UNKNOWN', message: 'unknown' }] } }
})
afterAll(() => registry[Symbol.asyncDispose]())

const imageOf = (repository: string) => `${registry.host}/${repository}/shell:1`
const hashes = { digest: sha256(JSON.stringify(manifest())), imageId: CONFIG }
const other = { digest: `sha256:${'0'.repeat(64)}`, imageId: `sha256:${'0'.repeat(64)}` }
const shown = (digest: string) => digest.replace('sha256:', '')

const event = pullRequestEvent()
/** Nothing may be asked of an engine here. */
const env = { DOCKER_HOST: 'unix:///nowhere' }

describe.each(eras)('mode plan on a server of the %s era says of an image by uid', (era) => {
  test.each([
    ['that is the registered one', 'lab', hashes, 'reuse', []],
    ['whose tag was moved', 'lab', other, 'forbidden', []],
    ['that does not exist any more', 'gone', hashes, 'reuse', ['error']],
    ['that is private', 'private', hashes, 'reuse', ['warning']],
  ] as const)('%s what a test would', async (_, repository, registered, verdict, severities) => {
    await using owner = await startOwner({ era, image: imageOf('lab') })
    await using hand = await startHand(owner.server, era)
    const uid = await hand.register({
      name: 'their-prep',
      config: tinyConfig('prep', imageOf(repository)),
      hashes: registered,
    })
    const yaml = readFileSync(join(TINY, 'benchmark.yaml'), 'utf8')
    await owner.write('benchmark.yaml', yaml.replace('config: prep/container_config.yaml', `uid: ${uid}`))
    const { report, code } = await owner.run({ event, inputs: { ...owner.inputs, mode: 'plan' }, env })
    expect(code).toBe(0)
    const { actions = [], issues = [], blocked } = report?.plan ?? {}
    expect(actions[0]).toMatchObject({ uid, verdict })
    if (verdict === 'forbidden') {
      const found = era === 'mlcube' ? shown(hashes.imageId) : hashes.digest
      expect(actions[0]?.reason).toBe(
        `its image is ${found} now, which is not the one registered with ${uid}`,
      )
    }
    const about = issues.filter(
      ({ role, message }) => role === 'data_preparator' && message.includes('shell'),
    )
    expect(about.map(({ severity }) => severity)).toEqual(severities)
    for (const { message } of about) expect(message).toContain(`data_preparator, registered as ${uid}: \``)
    expect(blocked).toBe(verdict === 'forbidden' || about.some(({ severity }) => severity === 'error'))
  })
})

test.each([
  ['does not exist', 'gone', 'error', /does not exist/, true],
  ['is private', 'private', 'error', /cannot be read without a login .*private/, true],
  ['is in a registry that is down', 'down', 'warning', /HTTP 503/, false],
] as const)(
  'mode plan says that an image of one’s own %s',
  async (_, repository, severity, words, blocked) => {
    await using owner = await startOwner({ era: 'model', image: imageOf('lab') })
    await owner.write('prep/container_config.yaml', tinyConfig('prep', imageOf(repository)))
    for (const inputs of [owner.inputs, {}]) {
      const run = await owner.run({ event, inputs: { ...inputs, mode: 'plan' }, env })
      const about = run.report?.plan?.issues.filter(({ role }) => role === 'data_preparator')
      expect(about).toMatchObject([
        { severity, message: expect.stringMatching(words), hint: expect.any(String) },
      ])
      expect(run.report?.plan?.blocked).toBe(blocked)
    }
  },
)

test('mode plan says on its line what hospitals cannot run, and how Singularity’s clients would not take it', async () => {
  await using owner = await startOwner({ era: 'model', image: imageOf('lab') })
  await owner.write('prep/container_config.yaml', tinyConfig('prep', imageOf('oci')))
  const { report, code } = await owner.run({ event, inputs: { mode: 'plan' }, env })
  expect(code).toBe(0)
  expect(report?.verdict).toBe('passed')
  const place = { severity: 'warning', file: 'prep/container_config.yaml', line: expect.any(Number) }
  expect(report?.problems).toMatchObject([
    { ...place, code: 'image-platform', message: expect.stringContaining('is for linux/arm64') },
    { ...place, code: 'image-oci', message: expect.stringContaining('was pushed as an OCI manifest') },
  ])
})
