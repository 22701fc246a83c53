import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Era } from '../../dev-server/era.ts'
import { BASE_SHA, HEAD_SHA, pullRequestEvent, pushEvent } from '../../stand-ins/events.ts'
import type { RunResult } from '../../stand-ins/runner.ts'
import { DEMO_WORLD, OWNER } from '../demo-jobs.ts'
import { replaced } from '../example.ts'
import type { Job } from '../job.ts'
import type { Servers } from '../servers.ts'
import { editedCheckout, type Scenario } from './scenario.ts'

const MERGE = { ...DEMO_WORLD, pulls: [{ number: 7, head: HEAD_SHA, base: 'main', merged: BASE_SHA }] }

const THRESHOLD = 'metrics/parameters.yaml'

/** Tests without a credential, and registers with the report in a job of its own. */
async function* submit(base: string, { medperf, github }: Servers): AsyncGenerator<Job, void, void> {
  const yaml = join(base, 'benchmark.yaml')
  // Servers of the mlcube era take names of 20 characters.
  writeFileSync(yaml, replaced(readFileSync(yaml, 'utf8'), 'name: breast-cancer-wdbc', 'name: wdbc'))
  await using change = await editedCheckout(base, [[THRESHOLD, 'threshold: 0.5', 'threshold: 0.4']])
  const server = { server: medperf.url }
  const token = await medperf.token(OWNER)
  // Each job here is a run of its own.
  const inputs = { ...server, 'medperf-token': token, report: 'report.json', 'report-run': 'any' }
  const env = { GITHUB_SERVER_URL: github.url }
  const keep =
    (workspace: string) =>
    ({ outputs }: RunResult) =>
      copyFileSync(outputs['report'] ?? '', join(workspace, 'report.json'))
  const job = (name: string, run: number, more: Partial<Job>): Job => ({
    name,
    title: name,
    workspace: base,
    event: pushEvent(),
    run,
    env,
    ...more,
  })
  const plan = { inputs: { ...inputs, mode: 'plan' }, event: pullRequestEvent() }
  yield job('untold', 1, { inputs: { ...server, mode: 'plan' }, event: pullRequestEvent() })
  yield job('plan', 2, plan)
  yield job('test', 3, { inputs: { ...server, mode: 'test' }, after: keep(base) })
  yield job('plan-submit', 4, { action: 'submit', inputs, event: pullRequestEvent({ head: BASE_SHA }) })
  yield job('dry-run', 5, { action: 'submit', inputs: { ...inputs, 'dry-run': 'true' } })
  yield job('submit', 6, { action: 'submit', inputs: { ...inputs, 'commit-lock': 'pull-request' } })
  yield job('again', 7, { action: 'submit', inputs })
  yield job('other', 8, { action: 'submit', inputs: { ...inputs, report: 'none.json' } })
  const next = { workspace: change.path }
  yield job('next-test', 9, { ...next, inputs: { ...server, mode: 'test' }, after: keep(change.path) })
  yield job('next-plan', 10, { ...next, ...plan })
  yield job('next-submit', 11, { ...next, action: 'submit', inputs })
  yield job('retire', 12, { ...next, action: 'submit', inputs: { ...inputs, retire: 'benchmark 1' } })
}

/** The same in each era of MedPerf servers. */
export const SUBMISSIONS: readonly Scenario[] = (['mlcube', 'container', 'model'] as const).map(
  (era: Era) => ({ name: `submit-${era}`, era, github: MERGE, isServed: true, jobs: submit }),
)

const PROMPT = /open (\S+) and confirm the code (\S+) before/

/** Confirms a sign-in as soon as the log asks for it. */
function confirm(answer: string): (text: string) => void {
  let log = ''
  let isAnswered = false
  return (text) => {
    log += text
    const url = PROMPT.exec(log)?.[1]
    if (url === undefined || isAnswered) return
    isAnswered = true
    void fetch(url, { method: 'POST', body: new URLSearchParams(answer) })
  }
}

/** A merge whose owner signs in with a browser. */
export const SIGN_IN: Scenario = {
  name: 'sign-in',
  era: 'model',
  github: MERGE,
  async *jobs(base, { medperf, github }) {
    const job = {
      workspace: base,
      event: pushEvent(),
      inputs: { server: medperf.url, 'login-email': 'testbo@example.com' },
      env: { GITHUB_SERVER_URL: github.url },
    }
    yield { ...job, name: 'denied', title: 'denied', run: 1, onOutput: confirm('action=deny') }
    yield { ...job, name: 'other', title: 'other', run: 2, onOutput: confirm('email=testmo@example.com') }
    yield { ...job, name: 'signed-in', title: 'in', run: 3, onOutput: confirm('email=testbo@example.com') }
  },
}
