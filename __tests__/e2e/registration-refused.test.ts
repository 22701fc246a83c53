import { readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { UnsecuredJWT } from 'jose'
import { expect, test } from 'vitest'
import { pullRequestEvent } from '../../stand-ins/events.ts'
import { BUSYBOX } from '../../stand-ins/images.ts'
import { freePort } from '../../stand-ins/registry.ts'
import { listForms } from '../../stand-ins/tokens.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { type Owner, startOwner, tinyRegistry } from '../support/registering.ts'

const { image } = await tinyRegistry()

const own = (owner: Owner) => owner.rows('benchmarks')

const expired = new UnsecuredJWT({ sub: 'testbo' })
  .setIssuedAt(new Date('2026-01-01T00:00:00Z'))
  .setExpirationTime(new Date('2026-01-02T00:00:00Z'))
  .encode()

test.each([
  ['a wrong token', 'not-a-token', /HTTP 401/],
  ['an expired token', expired, /expired.*2026-01-02/],
])('%s is an error in words, before any container starts', async (_, token, words) => {
  await using owner = await startOwner({ era: 'model', image })
  const run = await owner.run({ inputs: { ...owner.inputs, 'medperf-token': token } })
  expect(run.code).toBe(1)
  expect(run.outputs['verdict']).toBe('error')
  expect(run.said).toMatch(words)
  expect(run.summary).toMatch(words)
  expect(run.report?.steps).toEqual([])
  expect(
    run.stdout
      .split('\n')
      .filter((line) => !line.startsWith('::add-mask::'))
      .join('\n'),
  ).not.toContain(token)
})

test.each(['push', 'pull request'])('a server that is down is an error on a %s, in words', async (event) => {
  await using owner = await startOwner({ era: 'model', image })
  const server = `http://127.0.0.1:${await freePort()}`
  const run = await owner.run({
    inputs: { ...owner.inputs, server },
    ...(event === 'push' ? {} : { event: pullRequestEvent() }),
  })
  expect(run.outputs['verdict']).toBe('error')
  expect(run.said).toContain('127.0.0.1')
  expect(run.report?.steps).toEqual([])
})

test('an image in no registry: nothing is registered, and the job fails in words', async () => {
  await using owner = await startOwner({ era: 'model', image: BUSYBOX })
  const before = await owner.rows('mlcubes')
  const run = await owner.run()
  expect(run.code).toBe(1)
  expect(run.outputs['verdict']).toBe('error')
  expect(run.said).toMatch(/^error .*medperf-test\/busybox:1/m)
  expect([await owner.rows('mlcubes'), await own(owner)]).toEqual([before, []])
  expect(run.outputs['benchmark-uid']).toBeUndefined()
})

test('a private repository: the pull request says so, the merge registers nothing, and both say who could not download what', async () => {
  await using owner = await startOwner({ era: 'model', image, github: { isPrivate: true } })
  const why = /acme\/wdbc is private: hospitals, .* could not get the demo dataset/
  const pull = await owner.run({ event: pullRequestEvent() })
  expect(pull.outputs['verdict']).toBe('passed')
  expect(pull.comments[0]).toMatch(/\*\*A merge will register nothing\*\*: acme\/wdbc is private/)
  expect(pull.report?.plan?.blocked).toBe(true)
  expect(pull.report?.plan?.issues.map(({ code }) => code)).toContain('repository-private')
  const run = await owner.run()
  expect(run.code).toBe(1)
  expect(run.said).toMatch(why)
  expect(run.summary).toMatch(why)
  expect(run.summary).toContain('**This merge registered nothing**')
  expect(await own(owner)).toEqual([])
  expect(owner.github.releases).toEqual([])
})

test('a workflow whose token may not publish: the pull request says so, with file and line', async () => {
  const workflow = `on: [pull_request, push]
permissions: { contents: read }
jobs:
  benchmark:
    runs-on: ubuntu-latest
    steps:
      - uses: medperf/benchmark-action@v1
        with: { medperf-token: 1 }
`
  const files = { '.github/workflows/medperf.yml': workflow }
  await using owner = await startOwner({ era: 'model', image, files })
  const pull = await owner.run({ event: pullRequestEvent(), inputs: { ...owner.inputs, mode: 'plan' } })
  expect(pull.comments[0]).toContain('**A merge will register nothing**')
  expect(pull.comments[0]).toMatch(
    /the job `benchmark` may not write .*`\.github\/workflows\/medperf\.yml:2`/,
  )
  expect(pull.comments[0]).toContain('`contents: write`')
})

test('a test that failed registers nothing', async () => {
  await using owner = await startOwner({
    era: 'model',
    image,
    files: { 'demo/labels/parity.txt': 'odd\n' },
  })
  const run = await owner.run()
  expect(run.outputs['verdict']).toBe('failed')
  expect(await own(owner)).toEqual([])
  expect(run.outputs['lock']).toBeUndefined()
})

/** A `docker` that writes down its arguments and environment before it does its work. */
async function spy(folder: string): Promise<string> {
  const bin = join(folder, 'bin')
  const seen = join(folder, 'seen')
  await mkdir(bin)
  await mkdir(seen)
  const path = process.env['PATH'] ?? ''
  await writeFile(
    join(bin, 'docker'),
    `#!/bin/sh\n{ echo "$@"; env; } > ${seen}/$$\nPATH='${path}' exec docker "$@"\n`,
  )
  await chmod(join(bin, 'docker'), 0o755)
  return `${bin}:${path}`
}

test('no credential is in an argument, environment, log, report, output, comment or hosted file', async () => {
  await using owner = await startOwner({ era: 'model', image })
  // As checkouts left it there until 2025, and as anybody can still do.
  const basic = Buffer.from(`x-access-token:${owner.github.token}`).toString('base64')
  await owner.write('demo/.git', `extraheader = AUTHORIZATION: basic ${basic}\n${owner.github.token}\n`)
  await using folder = await tempFolder()
  const PATH = await spy(folder.path)
  await using temp = await tempFolder('medperf-runner-')
  const run = await owner.run({ env: { PATH }, temp: temp.path, keep: true })
  expect(run.outputs['benchmark-uid']).toBeDefined()
  const token = owner.inputs['medperf-token'] ?? ''
  const masks = `::add-mask::${token}\n`
  expect(run.stdout.indexOf(masks)).toBeGreaterThanOrEqual(0)
  const seen = readdirSync(join(folder.path, 'seen')).map((name) =>
    readFileSync(join(folder.path, 'seen', name), 'utf8'),
  )
  expect(seen.length).toBeGreaterThan(5)
  const files = readdirSync(temp.path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  const log = run.stdout.replaceAll(/^::add-mask::.*$/gm, '')
  const hosted = owner.github.releases.flatMap(({ assets }) =>
    assets.map(({ bytes }) => gunzipSync(bytes).toString('latin1')),
  )
  expect(hosted.join('')).toContain('paths.yaml')
  const everything = [log, run.stderr, ...run.comments, ...seen, ...files, ...hosted]
  const secrets = [...listForms(token), ...listForms(owner.github.token)]
  expect(everything.flatMap((text) => secrets.filter((secret) => text.includes(secret)))).toEqual([])
  for (const text of seen) expect(text).not.toContain('INPUT_TOKEN')
  await rm(temp.path, { recursive: true, force: true })
})
