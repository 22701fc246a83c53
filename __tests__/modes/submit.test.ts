import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Desk } from '../../src/job/desk.ts'
import type { Trigger } from '../../src/job/trigger.ts'
import { runAuto } from '../../src/modes/auto.ts'
import { runPlan } from '../../src/modes/plan.ts'
import { runSubmit } from '../../src/modes/submit.ts'
import { tempWorkspace } from '../../stand-ins/workspace.ts'
import { TOY } from '../benchmark/toy.ts'
import { jobOn } from '../lookup/job.ts'
import { createDesk } from '../support/desk.ts'

test('a mode runs without a runner: what it says is said at the desk that it was given', async () => {
  await using workspace = await tempWorkspace(TOY)
  const desk = createDesk()
  const report = await runSubmit(jobOn(workspace.path, { desk, intent: 'apply' }), { token: 'secret' })
  expect(report).toMatchObject({ verdict: 'error', reason: expect.stringContaining('no report of a test') })
  const outputs = Object.fromEntries(
    desk.said.flatMap(({ what, words: [name, value] }) => (what === 'output' ? [[name, value]] : [])),
  )
  expect(JSON.parse(readFileSync(outputs['report'], 'utf8'))).toEqual(report)
  expect(outputs['verdict']).toBe('error')
  const what = desk.said.map((said) => said.what)
  expect(what).toContain('annotate')
  expect(what).toContain('summary')
  expect(desk.said.filter((said) => said.what === 'remember').at(-1)?.words).toEqual([undefined])
  expect(JSON.stringify(desk.said)).not.toContain('secret')
})

test.each([
  ['plan', runPlan],
  ['submit', runSubmit],
])('%s writes down its folders before it makes one of them', async (_, runMode) => {
  await using workspace = await tempWorkspace(TOY)
  const { folders } = jobOn(workspace.path)
  const made: boolean[] = []
  const desk: Desk = {
    ...createDesk(),
    remember(left) {
      if (left !== undefined) made.push(Object.values(left.folders).some(existsSync))
    },
  }
  await runMode(jobOn(workspace.path, { desk }), undefined)
  expect(made).toEqual([false])
  expect(existsSync(folders.report)).toBe(true)
})

const refused = [
  ...['pull_request_target', 'workflow_run', 'issue_comment', 'a new one'].flatMap((name) =>
    [runAuto, runPlan].map((mode) => [name, mode.name, mode] as const),
  ),
  ...['pull_request_target', 'workflow_run'].map((name) => [name, 'runSubmit', runSubmit] as const),
]

test.each(refused)('%s is refused by %s before anything is read or left', async (name, _, runMode) => {
  const trigger: Trigger = { kind: 'other', name }
  const desk = createDesk()
  const job = jobOn('/nowhere', { desk, trigger })
  await expect(runMode(job, undefined)).rejects.toThrow(`The event ${name} gives secrets to`)
  expect(desk.said).toEqual([])
  expect(existsSync(job.folders.report)).toBe(false)
})

test.each([
  [
    'on another branch',
    {
      kind: 'off',
      held: { message: 'nothing is registered from `x`: only `main` registers', hint: 'Merge it.' },
    },
    { reason: 'nothing is registered from `x`: only `main` registers', hint: 'Merge it.' },
  ],
  ['on a schedule', { kind: 'no merge' }, { reason: 'nothing is registered on this event' }],
] as const)('submit says why it registers nothing %s', async (_, standing, expected) => {
  await using workspace = await tempWorkspace(TOY)
  const report = await runSubmit(jobOn(workspace.path, { standing, intent: 'test' }), { token: 'secret' })
  expect(report).toMatchObject({ verdict: 'error', ...expected })
})
