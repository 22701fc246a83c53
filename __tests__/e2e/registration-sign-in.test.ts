import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { pushEvent } from '../../stand-ins/events.ts'
import { runAction } from '../../stand-ins/runner.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import {
  type Owner,
  type OwnerOptions,
  type OwnerRun,
  startOwner,
  tinyRegistry,
} from '../support/registering.ts'
import { ON_THIS_MACHINE } from '../support/tiny.ts'

const { image } = await tinyRegistry()

const start = (options: Partial<OwnerOptions> = {}) => startOwner({ era: 'model', image, ...options })

const PROMPT = /open (\S+) and confirm the code (\S+) before/

/** Link and code that a log shows. */
function promptOf(log: string) {
  const [, url = '', code = ''] = PROMPT.exec(log) ?? []
  return { url, code }
}

const signInInputs = ({ server }: Owner) => ({ server: server.url, 'login-email': 'testbo@example.com' })

interface Merge extends OwnerRun {
  /** Whether the sign-in may be answered now. */
  readonly seen?: (code: string) => boolean
}

/** Merges as somebody who has to sign in, and answers the sign-in. */
async function merge(owner: Owner, answer: string, { seen = () => true, ...options }: Merge = {}) {
  let answered: Promise<string> | undefined
  let isOver = false
  let log = ''
  const answerTo = async (url: string, code: string) => {
    while (!seen(code) && !isOver) await sleep(50)
    const before = owner.github.comments.map(({ body }) => body).join('\n')
    await fetch(url, { method: 'POST', body: new URLSearchParams(answer) })
    return before
  }
  const run = await owner.run({
    inputs: signInInputs(owner),
    ...options,
    onOutput(text) {
      log += text
      const [, url, code] = PROMPT.exec(log) ?? []
      if (url !== undefined && code !== undefined) answered ??= answerTo(url, code)
    },
  })
  isOver = true
  return { run, ...promptOf(log), before: await answered }
}

const inComments =
  ({ github }: Owner) =>
  (code: string) =>
    github.comments.some(({ body }) => body.includes(code))

const signIns = ({ github }: Owner) =>
  github.comments.filter(({ body }) => body.includes('job=sign-in+on')).map(({ body }) => body)

test('the merged pull request is asked to sign in; confirmed, it is registered, and the code is gone from comment and summary', async () => {
  await using owner = await start()
  const { run, url, code, before } = await merge(owner, 'email=testbo@example.com', {
    seen: inComments(owner),
  })
  expect(before).toContain(`(${url})`)
  expect(before).toContain('any other address is refused')
  expect(before).not.toContain('testbo@example.com')
  expect(run.said).toContain(`confirm the code ${code}`)
  expect(run.said).not.toMatch(/^(error|warning)/m)
  expect(run.code).toBe(0)
  expect(signIns(owner)).toEqual([expect.stringContaining('Signed in to')])
  for (const text of [...run.comments, run.summary]) expect(text).not.toContain(code)
  expect(run.summary).toContain('Signed in to')
  expect(await owner.rows('benchmarks')).toMatchObject([{ name: 'tiny' }])
})

test.each([
  ['another e-mail', 'email=testmo@example.com', /somebody else than `login-email` signed in/],
  ['a refusal', 'action=deny', /login failed: User cancelled/],
])(
  '%s ends the wait: nothing is registered, no container starts, and the comment says why',
  async (_, answer, words) => {
    await using owner = await start()
    const { run, code } = await merge(owner, answer, { seen: inComments(owner) })
    expect(run.code).toBe(1)
    expect(run.outputs['verdict']).toBe('error')
    expect(run.said).toMatch(words)
    expect(run.report?.steps).toEqual([])
    expect(signIns(owner)).toEqual([expect.stringMatching(words)])
    for (const text of run.comments) expect(text).not.toContain(code)
    expect(await owner.rows('benchmarks')).toEqual([])
  },
)

test('without a merged pull request link and code are in the log and a notice, and the summary says how it ended', async () => {
  await using owner = await start({ github: { pulls: [] } })
  const { run, code } = await merge(owner, 'email=testbo@example.com')
  expect(run.code).toBe(0)
  expect(run.said).toMatch(new RegExp(`^notice Sign in as .* confirm the code ${code}`, 'm'))
  expect(run.comments).toEqual([])
  expect(run.summary).toContain('Signed in to')
  expect(run.summary).not.toContain(code)
})

test('a comment that is refused is a warning with the permission to add, and the sign-in goes on', async () => {
  await using owner = await start({ github: { readOnly: ['comments'] } })
  const { run } = await merge(owner, 'email=testbo@example.com')
  expect(run.code).toBe(0)
  expect(run.said).toMatch(/^warning The comment could not be written/m)
  expect(run.said).toContain('pull-requests: write')
  expect(await owner.rows('benchmarks')).toMatchObject([{ name: 'tiny' }])
})

test('a run that is cancelled while it waits says so in its comment', async () => {
  await using owner = await start()
  const run = await owner.run({
    inputs: signInInputs(owner),
    signalAfter: /The pull request is told/,
  })
  expect(run.signal).toBeNull()
  expect(run.code).toBe(130)
  expect(signIns(owner)).toEqual([expect.stringContaining('waits no more: it was cancelled')])
})

test('a code that nobody confirms in time ends the run in words, and stands nowhere any more', async () => {
  await using owner = await start({ loginExpiry: 3 })
  const run = await owner.run({ inputs: signInInputs(owner) })
  const { url, code } = promptOf(run.stdout)
  expect(url).toContain(owner.server.url)
  expect(run.code).toBe(1)
  expect(run.outputs['verdict']).toBe('error')
  const words = /login failed: (nobody confirmed the code in time|The device code has expired)/
  expect(run.said).toMatch(words)
  expect(run.said).toContain('open the link before the code expires')
  expect(run.report?.steps).toEqual([])
  expect(signIns(owner)).toEqual([expect.stringMatching(words)])
  for (const text of [...run.comments, run.summary]) expect(text).not.toContain(code)
  expect(await owner.rows('benchmarks')).toEqual([])
})

/** A merge that is killed while it waits, on a machine that does nothing more, or that still has its post step. */
async function killed(owner: Owner, how: 'no post' | 'post') {
  const { path: temp } = await tempFolder('medperf-runner-')
  const job = {
    workspace: owner.workspace,
    github: owner.github,
    event: pushEvent(),
    temp,
    inputs: { ...ON_THIS_MACHINE, ...signInInputs(owner) },
    env: { GITHUB_SERVER_URL: owner.github.url },
  }
  const dead = await runAction({
    ...job,
    entry: 'main',
    kill: true,
    signalAfter: /The pull request is told/,
  })
  expect(dead.signal).toBe('SIGKILL')
  expect(signIns(owner)).toEqual([expect.stringContaining(promptOf(dead.stdout).code)])
  if (how === 'post') {
    const post = await runAction({ ...job, entry: 'post', state: dead.state })
    expect(post.commands.filter(({ name }) => ['error', 'warning'].includes(name))).toEqual([])
  }
  await rm(temp, { recursive: true, force: true })
  return promptOf(dead.stdout)
}

test('of a run that is killed while it waits, post takes the code out of the comment', async () => {
  await using owner = await start()
  const { code } = await killed(owner, 'post')
  expect(signIns(owner)).toEqual([
    expect.stringMatching(/Nobody is signed in .*waits no more: it was killed/s),
  ])
  expect(signIns(owner).join()).not.toContain(code)
})

test.each(['auto', 'submit'])(
  'where not even post ran, the next run by %s takes it out, with a token or with another sign-in',
  async (mode) => {
    await using owner = await start()
    await owner.write('report.json', JSON.stringify((await owner.run({ inputs: {} })).report))
    const action = mode === 'submit' ? { action: 'submit' } : {}
    const more = mode === 'submit' ? { report: 'report.json' } : {}
    const first = await killed(owner, 'no post')
    // Another job of the same run may still wait itself: that is not touched.
    await owner.run({ ...action, inputs: { ...owner.inputs, ...more } })
    expect(signIns(owner)).toEqual([expect.stringContaining(first.code)])
    const next = (attempt: string) => ({ GITHUB_RUN_ATTEMPT: attempt })
    const run = await owner.run({ ...action, inputs: { ...owner.inputs, ...more }, env: next('2') })
    expect(run.code).toBe(0)
    expect(signIns(owner)).toEqual([expect.stringContaining('Nothing is left to confirm')])
    const { code } = await merge(owner, 'email=testbo@example.com', {
      ...action,
      inputs: { ...signInInputs(owner), ...more },
      env: next('3'),
    })
    expect(signIns(owner)).toEqual([expect.stringContaining('Signed in to')])
    for (const one of [first.code, code]) expect(signIns(owner).join()).not.toContain(one)
  },
)
