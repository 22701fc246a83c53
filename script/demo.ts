import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../stand-ins/action-file.ts'
import { BASE_SHA } from '../stand-ins/events.ts'
import { type RunResult, runAction } from '../stand-ins/runner.ts'
import { tempFolder } from '../stand-ins/workspace.ts'
import { pushImages } from './demo-images.ts'
import { committedLock, DEMO_WORLD, demoJobs, PULL_REQUEST } from './demo-jobs.ts'
import { EXAMPLE, ownersCheckout, packDemo } from './example.ts'
import { type Job, runOptions } from './job.ts'
import { createLogView } from './log-view.ts'
import { startServers } from './servers.ts'

/*
 * The example benchmark as its owner's repository would run it: first the push that brings the base branch its results,
 * then a pull request that moves the evaluator's threshold, then its merge, which registers the benchmark. Runs `dist/`
 * with a runner's environment and real containers against a GitHub, a MedPerf server and a registry on this machine, and
 * shows what the pull request gets and what is registered.
 */

const KEPT = join(ROOT, '.tools', 'demo')

interface Ran {
  readonly main: RunResult
  /** Where report.json and what belongs to it are kept. */
  readonly kept: string
}

const heading = (text: string) => console.log(`\n\u001b[1m━━ ${text}\u001b[0m\n`)

/** Runs main and post of one job, and shows its log. */
async function runJob(job: Job): Promise<Ran> {
  heading(job.title)
  const options = {
    ...runOptions(job, github, join(temp.path, job.name)),
    onOutput: createLogView(console.log),
  }
  const main = await runAction({ ...options, entry: 'main' })
  const kept = keepReport(main, String(job.run))
  const post = await runAction({ ...options, entry: 'post', state: main.state })
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

const commentsOn = (number: number) => github.comments.filter(({ issue }) => issue === number)

/** The comments that tell of a registration. */
const registrations = () => github.comments.filter(({ body }) => body.includes('is registered on'))

/** What is shown after a job. */
const SHOWN: Readonly<Record<string, (ran: Ran) => void>> = {
  pull({ kept }) {
    const comments = commentsOn(PULL_REQUEST)
    heading(`The comment on pull request #${PULL_REQUEST}`)
    for (const { body } of comments) console.log(body)
    writeFileSync(join(kept, 'comment.md'), comments.map(({ body }) => body).join('\n\n'))
  },
  merge() {
    heading(`The second comment on pull request #${PULL_REQUEST}`)
    for (const { body } of registrations()) console.log(body)
    heading('benchmark.lock.json, which the action committed')
    console.log(committedLock(servers))
  },
  next() {
    const plan = commentsOn(8)[0]?.body ?? ''
    console.log(/^\*\*A merge will\*\*.*$/m.exec(plan)?.[0] ?? plan)
  },
}

heading('Building the images of the example (the first time takes a minute)')
execFileSync(join(ROOT, 'script', 'example-images'), { stdio: 'inherit' })

rmSync(KEPT, { recursive: true, force: true })
await using temp = await tempFolder('medperf-demo-')
const demo = packDemo(temp.path)
await using servers = await startServers({ era: 'model', github: DEMO_WORLD, files: demo.files })
const { github } = servers
heading(`Pushing them to a registry on this machine, ${servers.registry}`)
await using images = await pushImages(EXAMPLE, servers.registry)
await using base = await ownersCheckout(servers, demo, images.configs)

const ran = new Map<string, Ran>()
for await (const job of demoJobs(base.path, servers)) {
  const done = await runJob(job)
  ran.set(job.name, done)
  SHOWN[job.name]?.(done)
}

const of = (name: string): Ran => {
  const found = ran.get(name)
  if (found === undefined) throw new Error(`no job is named ${name}`)
  return found
}
const merged = of('merge')
const again = of('again')

heading('Where things are')
console.log(`comment and report:  ${of('pull').kept}`)
console.log(`report of the base:  ${of('push').kept}`)
console.log(`lock and report:     ${merged.kept}`)
console.log(`outputs:             ${JSON.stringify(merged.main.outputs, null, 2)}`)

const verdicts = [...ran.values()].map(({ main }) => main.outputs['verdict'])
const uid = merged.main.outputs['benchmark-uid']
const plan = commentsOn(8)[0]?.body ?? ''
const checks: Readonly<Record<string, boolean>> = {
  'every verdict is passed': verdicts.every((verdict) => verdict === 'passed'),
  'the comment compares with the base':
    commentsOn(PULL_REQUEST)[0]?.body.includes(`base [\`${BASE_SHA.slice(0, 7)}`) ?? false,
  'the merge registered': uid !== undefined && registrations().length === 1 && committedLock(servers) !== '',
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
