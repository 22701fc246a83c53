import { expect, test } from 'vitest'
import { pullRequestEvent, pushEvent } from '../../stand-ins/events.ts'
import { freePort } from '../../stand-ins/registry.ts'
import { cuttingProxy } from '../register/live/cutting-proxy.ts'
import { type Owner, startOwner, tinyRegistry } from '../support/registering.ts'

const { image } = await tinyRegistry()

/** The merged pull request's comments about the registration. */
const told = ({ github }: Owner) =>
  github.comments
    .filter(({ issue, body }) => issue === 7 && body.includes('job=registered+on'))
    .map(({ body }) => body)

test('a registration that breaks off is told with what was written, why and what to do; the next success edits that comment', async () => {
  await using owner = await startOwner({ era: 'model', image })
  await using way = await cuttingProxy(owner.server.url)
  const inputs = { ...owner.inputs, server: way.url }
  const denied = { detail: 'You do not have permission to perform this action.' }
  way.use({ mode: 'answered', at: 2, only: /^POST /, forGood: false, reply: { status: 403, json: denied } })
  const run = await owner.run({ inputs })
  expect(run.code).toBe(1)
  expect(run.said).toMatch(/^error Nothing more was registered: POST .*HTTP 403/m)
  const [row] = (await owner.rows('mlcubes')).filter(({ name }) => name === 'tiny-prep')
  const [comment, ...more] = told(owner)
  expect(more).toEqual([])
  expect(comment).toContain(`### ❌ \`tiny\` was registered only in part on \`${way.url}\``)
  expect(comment).toContain(`| container | \`tiny-prep\` | ${row?.['id']} |`)
  expect(comment).toMatch(/\*\*Why:\*\* POST .*HTTP 403: You do not have permission/)
  expect(comment).toMatch(/\*\*What to do:\*\* Only the owner may do this/)
  expect(comment).toContain('/actions/runs/')
  expect(run.summary).toContain('was registered only in part')

  way.use()
  const again = await owner.run({ inputs })
  expect(again.code).toBe(0)
  expect(told(owner)).toEqual([expect.stringContaining('is registered on')])
  expect((await owner.rows('mlcubes')).filter(({ name }) => name === 'tiny-prep')).toEqual([row])
})

test.each(['server down', 'test failed', 'registry without the image'])(
  'a merge that registers nothing says so on the pull request: %s',
  async (what) => {
    const files = what === 'test failed' ? { 'demo/labels/parity.txt': 'odd\n' } : {}
    await using owner = await startOwner({ era: 'container', image, files })
    const server = what === 'server down' ? `http://127.0.0.1:${await freePort()}` : owner.server.url
    if (what.startsWith('registry')) {
      const yaml = await owner.read('metrics/container_config.yaml')
      await owner.write('metrics/container_config.yaml', yaml.replace(image, 'medperf-test/busybox:1'))
    }
    const run = await owner.run({ inputs: { ...owner.inputs, server } })
    expect(run.code).toBe(1)
    const [comment, ...more] = told(owner)
    expect(more).toEqual([])
    expect(comment).toContain(
      `### ❌ \`tiny\` was not registered on \`${server}\``.replace(
        /`tiny`/,
        what === 'server down' ? '`benchmark.yaml`' : '`tiny`',
      ),
    )
    expect(comment).toContain('This run wrote nothing to the server.')
    expect(comment).toMatch(
      { 'server down': /nothing listens there/, 'test failed': /the test did not pass/ }[what] ??
        /medperf-test\/busybox/,
    )
  },
)

test('what a run said of a wrong address goes when the next run of its job registers elsewhere; what it left there stays', async () => {
  await using owner = await startOwner({ era: 'model', image })
  await using way = await cuttingProxy(owner.server.url)
  const wrong = { ...owner.inputs, server: `http://127.0.0.1:${await freePort()}` }
  const runAgain = (id: number, job = 'check') => ({ GITHUB_RUN_ID: String(id), GITHUB_JOB: job })
  expect((await owner.run({ inputs: wrong, env: runAgain(9_000_000_000) })).code).toBe(1)
  const denied = { detail: 'You do not have permission to perform this action.' }
  way.use({ mode: 'answered', at: 2, only: /^POST /, forGood: false, reply: { status: 403, json: denied } })
  const part = await owner.run({ inputs: { ...owner.inputs, server: way.url }, env: runAgain(9_000_000_001) })
  expect(part.code).toBe(1)
  const other = await owner.run({ inputs: wrong, env: runAgain(9_000_000_002, 'another') })
  expect(other.code).toBe(1)
  const done = await owner.run({ env: runAgain(9_000_000_003) })
  expect(done.code).toBe(0)
  const heads = told(owner).map((body) => /^### .*$/m.exec(body)?.[0])
  expect(heads).toEqual([
    `### ❌ \`tiny\` was registered only in part on \`${way.url}\``,
    // Another job means another server, for all that is known.
    `### ❌ \`benchmark.yaml\` was not registered on \`${wrong.server}\``,
    `### 📮 \`tiny\` is registered on \`${owner.server.url}\``,
  ])
})

test.each(['auto', 'submit'])(
  'a benchmark.yaml that is not valid is told on the merged pull request by %s too, and nobody is asked to sign in',
  async (mode) => {
    await using owner = await startOwner({ era: 'model', image })
    const yaml = await owner.read('benchmark.yaml')
    await owner.write('benchmark.yaml', yaml.replace('accuracy: { min: 0.5 }', 'accuracy: { min: high }'))
    const run = await owner.run({
      ...(mode === 'submit' ? { action: 'submit' } : {}),
      inputs: { server: owner.server.url, 'login-email': 'testbo@example.com' },
    })
    expect(run.code).toBe(1)
    expect(run.outputs['verdict']).toBe('invalid')
    expect(run.said).not.toContain('Sign in')
    const [comment, ...more] = told(owner)
    expect(more).toEqual([])
    expect(comment).toContain(`### ❌ \`tiny\` was not registered on \`${owner.server.url}\``)
    expect(comment).toMatch(/\*\*Why:\*\* the benchmark is not valid: `benchmark\.yaml:\d+`: /)
    expect(comment).toContain('This run wrote nothing to the server.')
    expect(run.summary).toContain('the benchmark is not valid')
  },
)

test('a push that no pull request brought is told in the log and the summary, and a refused comment is a warning', async () => {
  await using alone = await startOwner({ era: 'container', image, github: { pulls: [] } })
  const run = await alone.run()
  expect(run.code).toBe(0)
  expect(told(alone)).toEqual([])
  expect(run.summary).toContain('is registered on')
  await using mute = await startOwner({ era: 'container', image, github: { readOnly: ['comments'] } })
  const refused = await mute.run({ event: pushEvent() })
  expect(refused.code).toBe(0)
  expect(refused.said).toMatch(/^warning The comment could not be written/m)
  expect(refused.said).toContain('pull-requests: write')
})

test.each([
  ['operation', /An administrator of the server must approve, reject or delete it first/],
  ['development', /It is in DEVELOPMENT: it could also be changed in place/],
])(
  'an own benchmark that is pending in %s: the pull request and the merge say who must act, and nothing is written',
  async (state, words) => {
    await using owner = await startOwner({ era: 'mlcube', image })
    const yaml = await owner.read('benchmark.yaml')
    await owner.write('benchmark.yaml', `${yaml}submit: { state: ${state} }\n`)
    expect((await owner.run()).code).toBe(0)
    await owner.write('benchmark.yaml', yaml.replace('name: tiny', 'name: other'))
    const before = await Promise.all([owner.rows('mlcubes'), owner.rows('benchmarks')])
    for (const event of [pullRequestEvent(), pushEvent()]) {
      const run = await owner.run({ event })
      expect(run.summary).toMatch(/your benchmark \d+, `tiny`, is still pending/)
      expect(run.summary).toMatch(words)
      expect(run.code).toBe(event.name === 'push' ? 1 : 0)
    }
    expect(told(owner).at(-1)).toMatch(words)
    expect(await Promise.all([owner.rows('mlcubes'), owner.rows('benchmarks')])).toEqual(before)
  },
)
