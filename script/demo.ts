import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../__tests__/support/action-file.ts'
import {
  BASE_SHA,
  HEAD_SHA,
  pullRequestEvent,
  pushEvent,
  type RunnerEvent,
} from '../__tests__/support/events.ts'
import { type FakeGitHub, startFakeGitHub } from '../__tests__/support/fake-github.ts'
import { startFileServer } from '../__tests__/support/file-server.ts'
import { type RunResult, runAction } from '../__tests__/support/runner.ts'
import { tempFolder, tempWorkspace } from '../__tests__/support/workspace.ts'
import { createLogView } from './log-view.ts'

/*
 * The example benchmark as its owner's repository would run it: first the push that brings the base branch its results,
 * then a pull request that moves the evaluator's threshold. Runs `dist/` with a runner's environment against a GitHub on
 * this machine, with real containers, and shows what the pull request gets.
 */

const EXAMPLE = join(ROOT, 'examples', 'breast-cancer-wdbc')
const KEPT = join(ROOT, '.tools', 'demo')
const PULL_REQUEST = 7

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
}

/** Runs main and post of one job, and shows its log. */
async function runJob({ run, ...given }: Job) {
  const job = {
    ...given,
    isolated: true,
    env: { ...given.github.runtimeFor(run), GITHUB_RUN_ID: String(run), GITHUB_RUN_NUMBER: String(run) },
    onOutput: createLogView(console.log),
  }
  const main = await runAction({ ...job, entry: 'main' })
  const kept = keepReport(main, given.event.name)
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

heading('Building the images of the example (the first time takes a minute)')
execFileSync(join(ROOT, 'script', 'example-images'), { stdio: 'inherit' })

rmSync(KEPT, { recursive: true, force: true })
await using temp = await tempFolder('medperf-demo-')
const demo = packDemo(temp.path)
await using files = await startFileServer({
  '/demo.tar.gz': { content: demo.content, type: 'application/gzip' },
})
const benchmark = replaced(
  read('benchmark.yaml'),
  'path: demo/',
  `url: ${files.url}/demo.tar.gz\n  sha256: "${demo.sha256}"`,
)
await using base = await tempWorkspace(EXAMPLE, { 'benchmark.yaml': benchmark, demo: null })
await using change = await tempWorkspace(base.path, {
  'metrics/parameters.yaml': replaced(read('metrics/parameters.yaml'), 'threshold: 0.5', 'threshold: 0.3'),
})
await using github = await startFakeGitHub({
  commits: [
    { sha: HEAD_SHA, parents: [BASE_SHA] },
    { sha: BASE_SHA, parents: [] },
  ],
  branches: { main: BASE_SHA },
})

heading('A push to main: the base branch gets its results')
const pushed = await runJob({
  workspace: base.path,
  event: pushEvent(),
  github,
  temp: join(temp.path, 'push'),
  run: 814,
})

heading('A pull request that moves the threshold from 0.5 to 0.3')
const pulled = await runJob({
  workspace: change.path,
  event: pullRequestEvent({ number: PULL_REQUEST }),
  github,
  temp: join(temp.path, 'pull'),
  run: 815,
})

const comments = github.comments.filter(({ issue }) => issue === PULL_REQUEST)
heading(`The comment on pull request #${PULL_REQUEST}`)
for (const { body } of comments) console.log(body)
writeFileSync(join(pulled.kept, 'comment.md'), comments.map(({ body }) => body).join('\n\n'))

heading('Where things are')
console.log(`comment and report:  ${pulled.kept}`)
console.log(`report of the base:  ${pushed.kept}`)
console.log(`outputs:             ${JSON.stringify(pulled.main.outputs, null, 2)}`)

const verdicts = [pushed, pulled].map(({ main }) => main.outputs['verdict'])
const hasChange = comments.length === 1 && comments[0]?.body.includes(`base [\`${BASE_SHA.slice(0, 7)}`)
const isGood = hasChange && verdicts.every((verdict) => verdict === 'passed')
console.log(
  `\n${isGood ? 'The demo passed.' : `The demo failed: verdicts ${verdicts.join(', ')}; a comment with changes: ${hasChange}.`}`,
)
process.exitCode = isGood ? 0 : 1
