import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startDevServer } from '../dev-server/server.ts'
import { ROOT } from '../stand-ins/action-file.ts'
import { BASE_SHA, HEAD_SHA, pullRequestEvent, pushEvent, type RunnerEvent } from '../stand-ins/events.ts'
import { startFileServer } from '../stand-ins/file-server.ts'
import { type FakeGitHub, startFakeGitHub } from '../stand-ins/github.ts'
import { startRegistry } from '../stand-ins/registry.ts'
import { type RunResult, runAction } from '../stand-ins/runner.ts'
import { tempFolder, tempWorkspace } from '../stand-ins/workspace.ts'
import { pushImages } from './demo-images.ts'
import { createLogView } from './log-view.ts'

/*
 * The example benchmark as its owner's repository would run it: first the push that brings the base branch its results,
 * then a pull request that moves the evaluator's threshold, then its merge, which registers the benchmark. Runs `dist/`
 * with a runner's environment and real containers against a GitHub, a MedPerf server and a registry on this machine, and
 * shows what the pull request gets and what is registered.
 */

const EXAMPLE = join(ROOT, 'examples', 'breast-cancer-wdbc')
const KEPT = join(ROOT, '.tools', 'demo')
const PULL_REQUEST = 7
const MERGED_SHA = 'd'.repeat(40)
const OWNER = 'testbo'

const heading = (text: string) => console.log(`\n\u001b[1m━━ ${text}\u001b[0m\n`)

/** Replaces text that has to be there. */
function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the example no longer says: ${from}`)
  return text.replace(from, to)
}

function packDemo(folder: string): { readonly content: Uint8Array; readonly sha256: string } {
  const archive = join(folder, 'demo.tar.gz')
  const printed = execFileSync(join(EXAMPLE, 'pack-demo.sh'), [archive], { encoding: 'utf8' })
  return { content: readFileSync(archive), sha256: printed.trim().split(/\s/)[0] ?? '' }
}

const read = (path: string) => readFileSync(join(EXAMPLE, path), 'utf8')

interface Job {
  readonly workspace: string
  readonly event: RunnerEvent
  readonly github: FakeGitHub
  /** The runner's temporary folder. */
  readonly temp: string
  readonly run: number
  readonly inputs: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
}

/** Runs main and post of one job, and shows its log. */
async function runJob({ run, ...given }: Job) {
  const job = {
    ...given,
    isolated: true,
    env: {
      ...given.github.runtimeFor(run),
      GITHUB_RUN_ID: String(run),
      GITHUB_RUN_NUMBER: String(run),
      ...given.env,
    },
    onOutput: createLogView(console.log),
  }
  const main = await runAction({ ...job, entry: 'main' })
  const kept = keepReport(main, String(run))
  const post = await runAction({ ...job, entry: 'post', state: main.state })
  if (post.code !== 0) throw new Error(`the post step ended with status ${post.code}`)
  return { main, kept }
}

/** Copies report.json, its logs and the Markdown out of the runner's folder, which is gone afterwards. */
function keepReport({ outputs }: RunResult, name: string): string {
  const kept = join(KEPT, name)
  const report = outputs['report']
  mkdirSync(kept, { recursive: true })
  if (report !== undefined && existsSync(report)) cpSync(join(report, '..'), kept, { recursive: true })
  return kept
}

/** The example as its owner's repository has it: images, demo dataset and registration as they are on this machine. */
async function ownersFiles(temp: string) {
  const demo = packDemo(temp)
  const files = await startFileServer({ '/demo.tar.gz': { content: demo.content, type: 'application/gzip' } })
  const source = `url: ${files.url}/demo.tar.gz\n  sha256: "${demo.sha256}"`
  const benchmark = replaced(read('benchmark.yaml'), 'path: demo/', source)
  // As a draft every merge would change it in place; in operation a change makes a new version.
  return { files, benchmark: replaced(benchmark, 'state: development', 'state: operation') }
}

const threshold = (value: string) => ({
  'metrics/parameters.yaml': replaced(
    read('metrics/parameters.yaml'),
    'threshold: 0.5',
    `threshold: ${value}`,
  ),
})

heading('Building the images of the example (the first time takes a minute)')
execFileSync(join(ROOT, 'script', 'example-images'), { stdio: 'inherit' })

rmSync(KEPT, { recursive: true, force: true })
await using temp = await tempFolder('medperf-demo-')
await using registry = await startRegistry()
heading(`Pushing them to a registry on this machine, ${registry.host}`)
using images = pushImages(EXAMPLE, registry.host)
const { files: fileServer, benchmark } = await ownersFiles(temp.path)
await using _files = fileServer
await using base = await tempWorkspace(EXAMPLE, {
  'benchmark.yaml': benchmark,
  demo: null,
  ...images.configs,
})
await using change = await tempWorkspace(base.path, threshold('0.3'))
await using next = await tempWorkspace(base.path, threshold('0.4'))
await using github = await startFakeGitHub({
  commits: [
    { sha: MERGED_SHA, parents: [BASE_SHA, HEAD_SHA] },
    { sha: HEAD_SHA, parents: [BASE_SHA] },
    { sha: BASE_SHA, parents: [] },
  ],
  branches: { main: MERGED_SHA },
  pulls: [{ number: PULL_REQUEST, head: HEAD_SHA, base: 'main', merged: MERGED_SHA }],
})
const medperf = await startDevServer({ era: 'model', port: 0, seed: 'benchmark' })
const owner = { server: medperf.url, 'medperf-token': await medperf.token(OWNER), 'commit-lock': 'commit' }

// Files that are hosted have their address on this GitHub.
const server = { GITHUB_SERVER_URL: github.url }
const job = (name: string, workspace: string, event: RunnerEvent, run: number, inputs = {}, env = {}) =>
  runJob({ workspace, event, github, temp: join(temp.path, name), run, inputs, env })

heading('A push to main: the base branch gets its results')
const pushed = await job('push', base.path, pushEvent(), 814)

heading('A pull request that moves the threshold from 0.5 to 0.3')
const pulled = await job('pull', change.path, pullRequestEvent({ number: PULL_REQUEST }), 815, owner)

const comments = github.comments.filter(({ issue }) => issue === PULL_REQUEST)
heading(`The comment on pull request #${PULL_REQUEST}`)
for (const { body } of comments) console.log(body)
writeFileSync(join(pulled.kept, 'comment.md'), comments.map(({ body }) => body).join('\n\n'))

heading(`Its merge: the benchmark is registered on ${medperf.url}`)
const merge = pushEvent({ sha: MERGED_SHA })
const merged = await job('merge', change.path, merge, 816, owner, server)
heading(`The second comment on pull request #${PULL_REQUEST}`)
const registered = github.comments.filter(({ body }) => body.includes('is registered on'))
for (const { body } of registered) console.log(body)
const lock = github.contents.get('main:benchmark.lock.json')?.text ?? ''
heading('benchmark.lock.json, which the action committed')
console.log(lock)

heading('The same merge again: there is nothing to do')
writeFileSync(join(change.path, 'benchmark.lock.json'), lock)
const again = await job('again', change.path, merge, 817, owner, server)

heading('The next pull request moves the threshold to 0.4: a new version')
writeFileSync(join(next.path, 'benchmark.lock.json'), lock)
const second = await job(
  'next',
  next.path,
  pullRequestEvent({ number: 8, base: MERGED_SHA }),
  818,
  owner,
  server,
)
const plan = github.comments.find(({ issue }) => issue === 8)?.body ?? ''
console.log(/^\*\*A merge will\*\*.*$/m.exec(plan)?.[0] ?? plan)
await medperf.close()

heading('Where things are')
console.log(`comment and report:  ${pulled.kept}`)
console.log(`report of the base:  ${pushed.kept}`)
console.log(`lock and report:     ${merged.kept}`)
console.log(`outputs:             ${JSON.stringify(merged.main.outputs, null, 2)}`)

const jobs = [pushed, pulled, merged, again, second]
const verdicts = jobs.map(({ main }) => main.outputs['verdict'])
const uid = merged.main.outputs['benchmark-uid']
const checks: Readonly<Record<string, boolean>> = {
  'every verdict is passed': verdicts.every((verdict) => verdict === 'passed'),
  'the comment compares with the base':
    comments[0]?.body.includes(`base [\`${BASE_SHA.slice(0, 7)}`) ?? false,
  'the merge registered': uid !== undefined && registered.length === 1 && lock !== '',
  'the second merge had nothing to do':
    again.main.outputs['benchmark-uid'] === uid && again.main.summary.includes('nothing was written'),
  'the next change makes a version 2 of the evaluator alone':
    plan.includes('-v2') && plan.includes('reuse 2'),
}
const broken = Object.keys(checks).filter((name) => checks[name] !== true)
console.log(
  `\n${broken.length === 0 ? 'The demo passed.' : `The demo failed; this does not hold: ${broken.join('; ')} (${verdicts.join(', ')})`}`,
)
process.exitCode = broken.length === 0 ? 0 : 1
