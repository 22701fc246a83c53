import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { pullRequestEvent } from '../../stand-ins/events.ts'
import type { FakeGitHub } from '../../stand-ins/github.ts'
import { busyboxImage } from '../../stand-ins/images.ts'
import { type RunOptions, type RunResult, runAction } from '../../stand-ins/runner.ts'
import { tempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'
import { configsWith, containersOf, readReport, TINY, tinyGitHub } from '../support/tiny.ts'

/** Infer says that it is there and waits for its answer, which the test puts beside it; evaluate repeats it. */
const SCRIPTS = {
  infer:
    'echo here > /predictions/here; while [ ! -s /predictions/go ]; do sleep 0.1; done; cat /predictions/go > /predictions/answer; rm -f /predictions/go /predictions/here',
  evaluate: 'echo "accuracy: $(cat /predictions/answer)" > /results.yaml',
}

/** One step of a job, in a place that it shares with others. */
interface Started {
  readonly options: RunOptions
  readonly ended: Promise<RunResult>
  /** Its folder, once infer waits in it. */
  readonly waits: () => Promise<string>
}

interface Place {
  readonly workspace: string
  readonly temp: string
  readonly github: FakeGitHub
}

/** Two steps share a number of a run, two jobs do not; all of them share the machine's temporary folder and the checkout. */
function start({ workspace, temp, github }: Place, step: number, more: Partial<RunOptions> = {}): Started {
  const options: RunOptions = {
    entry: 'main',
    step,
    workspace,
    temp,
    github,
    event: pullRequestEvent(),
    ...more,
    env: { ...github.runtimeEnvironment, ...more.env },
  }
  const saved = join(temp, '_runner_file_commands', step === 1 ? 'main' : `main-${step}`, 'save_state')
  const waits = () =>
    vi.waitFor(
      () => {
        const work = /"work":"([^"]+)"/.exec(existsSync(saved) ? readFileSync(saved, 'utf8') : '')?.[1]
        if (work === undefined || !existsSync(join(work, 'predictions', 'here')))
          throw new Error('infer is not there')
        return work
      },
      { timeout: 90_000, interval: 100 },
    )
  return { options, ended: runAction(options), waits }
}

/** Lets infer go on with an answer, which appears at once. */
async function release(work: string, answer: string): Promise<void> {
  const part = join(dirname(work), `_${answer}`)
  await writeFile(part, `${answer}\n`)
  await rename(part, join(work, 'predictions', 'go'))
}

const cleanUp = ({ options: { signalAfter: _, ...options } }: Started, { state }: RunResult) =>
  runAction({ ...options, entry: 'post', state })

const leftIn = (temp: string) => readdirSync(temp).filter((name) => !name.startsWith('_'))

const accuracies = (github: FakeGitHub) =>
  github.comments.map(({ body }) => /`accuracy` (\S+)/.exec(body)?.[1])

async function openPlace(): Promise<Place & AsyncDisposable> {
  await busyboxImage()
  const [workspace, temp, github] = await Promise.all([
    tempWorkspace(TINY, configsWith(SCRIPTS)),
    tempFolder('medperf-runner-'),
    tinyGitHub(),
  ])
  return {
    workspace: workspace.path,
    temp: temp.path,
    github,
    async [Symbol.asyncDispose]() {
      for (const one of [workspace, temp, github]) await one[Symbol.asyncDispose]()
    },
  }
}

test('two steps of one job at once each have their own report, comment and artifact, and the first leaves the second what is its', async () => {
  await using place = await openPlace()
  const { temp, github, workspace } = place
  const before = readdirSync(workspace, { recursive: true })
  const steps = [1, 2].map((step) => start(place, step)) as [Started, Started]
  const [first, second] = steps
  const [here, there] = await Promise.all([first.waits(), second.waits()])
  expect(here).not.toBe(there)

  await release(here, '0.75')
  const ended = await first.ended
  const report = readReport(ended)
  expect(report).toMatchObject({ verdict: 'passed', results: { accuracy: 0.75 } })
  expect((await cleanUp(first, ended)).code).toBe(0)
  expect(await containersOf(ended)).toEqual([])
  // Its own report stays, because later steps read it; nothing of the second is touched.
  expect(existsSync(join(there, 'predictions', 'here'))).toBe(true)
  expect(existsSync(here)).toBe(false)

  await release(there, '0.5')
  const last = await second.ended
  expect(readReport(last)).toMatchObject({ verdict: 'passed', results: { accuracy: 0.5 } })
  expect((await cleanUp(second, last)).code).toBe(0)
  expect(readReport(ended)).toEqual(report)
  expect(last.outputs['report']).not.toBe(ended.outputs['report'])
  expect(await containersOf(last)).toEqual([])
  expect(leftIn(temp).toSorted()).toEqual(
    [ended, last].map(({ outputs }) => dirname(outputs['report'] ?? '').slice(temp.length + 1)).toSorted(),
  )
  expect(readdirSync(workspace, { recursive: true })).toEqual(before)
  expect(accuracies(github).toSorted()).toEqual(['0.5', '0.75'])
  expect(github.artifacts.filter(({ isFinal }) => isFinal)).toHaveLength(2)
})

test('the next push brings the comment of each step up to date', async () => {
  await using place = await openPlace()
  const { github } = place
  for (const [run, one, two] of [
    ['8150000001', '0.75', '0.5'],
    ['8150000002', '0.875', '0.625'],
  ] as const) {
    const env = { GITHUB_RUN_ID: run, ...github.runtimeFor(Number(run)) }
    const steps = [1, 2].map((step) => start(place, step, { env })) as [Started, Started]
    const [here, there] = await Promise.all([steps[0].waits(), steps[1].waits()])
    await Promise.all([release(here, one), release(there, two)])
    for (const { ended } of steps)
      await rm(dirname((await ended).outputs['report'] ?? ''), { recursive: true })
    expect(accuracies(github).toSorted()).toEqual([one, two].toSorted())
  }
})

test.each([
  ['is killed', { kill: true }],
  ['is cancelled', {}],
])('of two at once one %s and cleans up: the other goes on with all that is its', async (_, how) => {
  await using place = await openPlace()
  const { temp } = place
  const second = start(place, 2)
  const there = await second.waits()
  // Its sanity check is shown while infer runs.
  const first = start(place, 1, { ...how, signalAfter: /sanity_check: passed/ })
  const dead = await first.ended
  expect(dead.outputs['verdict']).not.toBe('passed')
  expect((await cleanUp(first, dead)).code).toBe(0)
  expect(await containersOf(dead)).toEqual([])
  const work = /"work":"([^"]+)"/.exec(dead.saved)?.[1] ?? ''
  expect(existsSync(work)).toBe(false)

  await release(there, '0.5')
  const last = await second.ended
  expect(readReport(last)).toMatchObject({ verdict: 'passed', results: { accuracy: 0.5 } })
  expect((await cleanUp(second, last)).code).toBe(0)
  expect(await containersOf(last)).toEqual([])
  expect(leftIn(temp)).toEqual([dirname(last.outputs['report'] ?? '').slice(temp.length + 1)])
  expect(accuracies(place.github)).toEqual(['0.5'])
})
