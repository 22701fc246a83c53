import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pullRequestEvent, tagEvent } from '../../stand-ins/events.ts'
import { startOwner, tinyRegistry } from '../support/registering.ts'
import { TINY } from '../support/tiny.ts'

const { image } = await tinyRegistry()

const LOCK = 'benchmark.lock.json'

test('the lock is committed once, and the next pull request without a credential is planned from it', async () => {
  await using owner = await startOwner({ era: 'model', image })
  const inputs = { ...owner.inputs, 'commit-lock': 'commit' }
  const run = await owner.run({ inputs })
  expect(run.said).not.toMatch(/^(error|warning)/m)
  const written = owner.github.contents.get(`main:${LOCK}`)
  expect(written?.text).toBe(run.lock)
  expect(written?.message).toMatch(/^Lock benchmark \d+ of the MedPerf server \[skip ci\]$/)

  await owner.run({ inputs })
  expect(
    owner.github.requests.filter(({ method, path }) => method === 'PUT' && /contents/.test(path)),
  ).toHaveLength(1)

  await owner.write(LOCK, run.lock ?? '')
  const pull = await owner.run({ event: pullRequestEvent(), inputs: { server: owner.server.url } })
  expect(pull.report?.plan).toMatchObject({ seen: 'lock', blocked: false })
})

test('the lock is proposed in one pull request that is brought up to date', async () => {
  await using owner = await startOwner({ era: 'model', image })
  const inputs = { ...owner.inputs, 'commit-lock': 'pull-request' }
  const run = await owner.run({ inputs })
  expect(run.said).not.toMatch(/^(error|warning)/m)
  expect(owner.github.contents.get(`medperf/${LOCK}:${LOCK}`)?.text).toBe(run.lock)
  const proposed = () => owner.github.pulls.filter(({ branch }) => branch === `medperf/${LOCK}`)
  expect(proposed()).toMatchObject([
    { base: 'main', title: expect.stringMatching(/^Lock benchmark \d+ of the MedPerf server$/) },
  ])
  expect(owner.github.contents.get(`main:${LOCK}`)).toBeUndefined()
  await owner.run({ inputs })
  expect(proposed()).toHaveLength(1)
})

test('the name of a benchmark closes no issue, calls nobody, and skips no checks', async () => {
  const name = 'closes #1 @acme/team [skip ci]'
  const files = {
    'benchmark.yaml': (await readFile(join(TINY, 'benchmark.yaml'), 'utf8')).replace('tiny', `"${name}"`),
  }
  await using owner = await startOwner({ era: 'model', image, files })
  await owner.run({ inputs: { ...owner.inputs, 'commit-lock': 'pull-request' } })
  const [pull] = owner.github.pulls.filter(({ branch }) => branch === `medperf/${LOCK}`)
  const written = owner.github.contents.get(`medperf/${LOCK}:${LOCK}`)
  for (const text of [pull?.title, written?.message])
    expect(text).toMatch(/^Lock benchmark \d+ of the MedPerf server$/)
})

test('a token that may not write the lock is a warning with the permission to add, and the job passes', async () => {
  const denied = {
    method: 'PUT',
    path: /\/contents\//,
    times: 9,
    answer: { status: 403, body: { message: 'Resource not accessible by integration' } },
  }
  await using refusing = await startOwner({ era: 'model', image, github: { faults: [denied] } })
  const run = await refusing.run({ inputs: { ...refusing.inputs, 'commit-lock': 'commit' } })
  expect(run.code).toBe(0)
  expect(run.outputs['verdict']).toBe('passed')
  expect(run.said).toMatch(/^warning benchmark\.lock\.json could not be committed/m)
  expect(run.said).toContain('contents: write')
  expect(run.outputs['lock']).toBeDefined()
})

test('on a tag the lock goes to the default branch', async () => {
  await using owner = await startOwner({ era: 'container', image })
  const run = await owner.run({ event: tagEvent(), inputs: { ...owner.inputs, 'commit-lock': 'commit' } })
  expect(run.said).not.toMatch(/^(error|warning)/m)
  expect(owner.github.contents.get(`main:${LOCK}`)?.text).toBe(run.lock)
})
