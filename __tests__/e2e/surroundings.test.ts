import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { pullRequestEvent, renamed } from '../../stand-ins/events.ts'
import { podmanEnvironment } from '../../stand-ins/podman.ts'
import { runAction } from '../../stand-ins/runner.ts'
import { tempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'
import { secondDocker } from '../support/second-docker.ts'
import { runTiny, TINY, TINY_IMAGE } from '../support/tiny.ts'

const errors = ({ annotations }: { annotations: readonly string[] }) =>
  annotations.filter((line) => line.startsWith('error')).join('\n')

test.each(['Windows', 'macOS'])('a %s runner gets one sentence that says what to use', async (system) => {
  const run = await runTiny({ env: { RUNNER_OS: system } })
  expect(run.outputs['verdict']).toBe('error')
  expect(run.code).toBe(1)
  expect(errors(run)).toContain(`${system} runner`)
  expect(errors(run)).toContain('ubuntu-latest')
  expect(run.left).toEqual([])
})

test('without a container engine the verdict is error, and it says what is missing', async () => {
  const node = dirname(process.execPath)
  const run = await runTiny({ env: { PATH: node } })
  expect(run.outputs['verdict']).toBe('error')
  expect(run.code).toBe(1)
  expect(errors(run)).toContain('docker')
  expect(run.comments[0]).toContain('docker')
  expect(run.left).toEqual([])
})

test('a daemon that does not answer is an error that says so', async () => {
  // Named, because `auto` would go on to the next engine that this machine has.
  const run = await runTiny({
    inputs: { runtime: 'docker' },
    env: { DOCKER_HOST: 'unix:///nonexistent/docker.sock' },
  })
  expect(run.outputs['verdict']).toBe('error')
  expect(errors(run)).toMatch(/does not answer/)
})

test('an image that may lie in a daemon that does not answer is missed once, and no registry is blamed', async () => {
  const missing = '127.0.0.1:9/only/here:1'
  const files = Object.fromEntries(
    ['prep', 'model', 'metrics'].map((part) => {
      const path = `${part}/container_config.yaml`
      return [path, readFileSync(join(TINY, path), 'utf8').replace(TINY_IMAGE, missing)]
    }),
  )
  const run = await runTiny({
    files,
    env: { DOCKER_HOST: 'unix:///nonexistent/docker.sock', ...podmanEnvironment() },
  })
  const words = new RegExp(
    `Docker does not answer: .*, so whether it has the image \`${missing}\` is not known; Podman .* could not get it: .* \\(data preparator, reference model and evaluator\\)`,
  )
  expect(run.annotations.filter((line) => line.startsWith('error'))).toEqual([expect.stringMatching(words)])
  expect(run.stdout).toMatch(/^Docker does not answer: .*Podman .* runs the containers instead/m)
  const [comment = ''] = run.comments
  expect(comment.match(/could not get it/g)).toHaveLength(1)
  expect(run.report?.notices[0]).toMatch(/^Docker does not answer: .*[^.?]\? Podman .* instead/)
})

test('a job without actions/checkout gets a hint', async () => {
  await using empty = await tempWorkspace(undefined)
  await using temp = await tempFolder()
  const run = await runAction({
    entry: 'main',
    workspace: empty.path,
    temp: temp.path,
    event: pullRequestEvent(),
  })
  expect(run.outputs['verdict']).toBe('invalid')
  expect(run.stdout).toContain('actions/checkout')
  expect(readdirSync(empty.path)).toEqual([])
})

const refused = ['pull_request_target', 'workflow_run', 'issue_comment', 'repository_dispatch']

test.each(refused)('%s is refused before anything is read', async (name) => {
  const run = await runTiny({ event: renamed(pullRequestEvent(), name) })
  expect(run.code).toBe(1)
  expect(errors(run)).toContain(name)
  expect(errors(run)).toContain('on: pull_request')
  expect(run.report).toBeUndefined()
  expect(run.left).toEqual([])
})

test('the input that allows such an event lets it test, and nothing more', async () => {
  const inputs = { 'allow-events-with-secrets': 'true' }
  const run = await runTiny({ event: renamed(pullRequestEvent(), 'issue_comment'), inputs })
  expect(run.outputs['verdict']).toBe('passed')
  expect(run.report?.plan).toBeUndefined()
  expect(run.comments).toEqual([])
})

test.each(['workflow_dispatch', 'schedule', 'merge_group', 'release', 'pull_request_review'])(
  'on %s it runs and comments nowhere',
  async (name) => {
    const run = await runTiny({ event: renamed(pullRequestEvent(), name) })
    expect(run.outputs['verdict']).toBe('passed')
    expect(run.comments).toEqual([])
  },
)

test('wrong inputs are all named at once, with what was given, to everybody', async () => {
  const run = await runTiny({ inputs: { mode: 'guess', sequential: 'perhaps', 'max-size': 'much' } })
  expect(run.code).toBe(1)
  expect(run.outputs['verdict']).toBe('error')
  expect(run.report).toMatchObject({ verdict: 'error', problems: [], steps: [], hint: expect.any(String) })
  for (const page of [errors(run), run.summary, ...run.comments]) {
    for (const name of ['mode', 'sequential', 'max-size']) expect(page).toContain(`Input ${name} must`)
    for (const given of ['guess', 'perhaps', 'much']) expect(page).toContain(`not \`${given}\``)
  }
  expect(run.comments).toHaveLength(1)
  expect(run.left).toEqual([])
})

test('what is no event, and one that holds secrets, is told in the summary too', async () => {
  const target = await runTiny({ event: renamed(pullRequestEvent(), 'pull_request_target') })
  expect(target.summary).toContain('The event pull_request_target gives secrets')
  expect(target.report).toBeUndefined()
  const none = await runTiny({ env: { GITHUB_EVENT_PATH: '/nowhere' } })
  expect(none.summary).toContain('is not what GitHub sends')
  expect(none.annotations).toEqual([expect.stringContaining('as the runner sets them.')])
})

test('sequential, gpus and work-directory do what they say', async () => {
  await using work = await tempFolder()
  const inputs = { sequential: 'true', gpus: 'none', 'work-directory': join(work.path, 'deep', 'er') }
  const run = await runTiny({ inputs })
  expect(run.outputs['verdict']).toBe('passed')
  expect(readdirSync(join(work.path, 'deep', 'er'))).toEqual([])
})

test('GPUs that the machine has not are asked for before anything runs', async () => {
  const run = await runTiny({ inputs: { gpus: '2' } })
  expect(run.report?.steps[0]).toMatchObject({
    name: 'fetch',
    status: 'failed',
    failure: {
      kind: 'gpu',
      message: expect.stringMatching(/^prepare: asks for GPUs \(2\) that this machine cannot give: /),
      hint: expect.stringMatching(/^Docker \S+ offers no GPU\. /),
    },
  })
  const asked = ['prepare', 'sanity_check', 'statistics', 'infer', 'evaluate'].map((task) => ({
    task,
    gpus: '2',
  }))
  expect(run.report?.gpus).toEqual({ offered: [], asked })
  for (const page of [run.summary, ...run.comments]) {
    expect(page).toContain('offers no GPU. prepare, sanity_check, statistics, infer and evaluate ask for `2`')
  }
})

test('a daemon that is killed in the middle fails the step that ran; post removes what it left', {
  timeout: 300_000,
}, async () => {
  await using docker = await secondDocker()
  let killing: Promise<void> | undefined
  const run = await runTiny({
    scripts: { infer: 'echo inferring; sleep 600' },
    inputs: { sequential: 'true' },
    limit: 200_000,
    onOutput(text) {
      if (text.includes('inferring')) killing ??= docker.kill()
    },
    between: () => docker.restart(),
  })
  await killing
  const infer = run.report?.steps.find(({ name }) => name === 'infer')
  expect(infer).toMatchObject({ status: 'failed', failure: { kind: 'engine' } })
  expect(run.outputs['verdict']).toBe('failed')
  expect(run.comments[0]).toContain('infer')
  expect(run.left).toEqual([])
})
