import { pullRequestEvent, renamed } from '../../stand-ins/events.ts'
import { DEMO_WORLD, OWNER } from '../demo-jobs.ts'
import type { Job } from '../job.ts'
import type { Servers } from '../servers.ts'
import { type Edit, editedCheckout, type Scenario } from './scenario.ts'

const YAML = 'benchmark.yaml'
const MODEL = 'model/container_config.yaml'

/** Changes that do not pass, by the name of their job. */
const CHANGES: Readonly<Record<string, readonly Edit[]>> = {
  invalid: [
    [YAML, 'sensitivity: { min: 0.9 }', 'sensitivity: { mim: high }'],
    ['metrics/container_config.yaml', 'evaluate:', 'evaluat:'],
  ],
  'no-yaml': [[YAML, 'version: 1', 'version: [']],
  'failing-container': [[MODEL, 'python3 /app/infer.py', 'python3 /app/none.py']],
  'failing-gate': [[YAML, 'AUC: { min: 0.95', 'AUC: { min: 0.99']],
  'no-image': [[MODEL, 'breast-cancer-wdbc-model:1.0.0', 'none:1']],
  'short-hash': [[YAML, 'sha256: "', 'sha256: "0']],
  'no-demo': [[YAML, 'demo.tar.gz', 'none.tar.gz']],
}

/** Inputs and events that are refused, by the name of their job; the checkout is the one of the base. */
const refused = async ({ medperf }: Servers): Promise<Readonly<Record<string, Partial<Job>>>> => ({
  input: { inputs: { runtime: 'dokcer' } },
  config: { inputs: { config: 'none.yaml' } },
  event: { event: renamed(pullRequestEvent(), 'pull_request_target') },
  'no-registration': { inputs: { mode: 'submit', server: medperf.url, 'medperf-token': 'none' } },
  token: { inputs: { server: medperf.url, 'medperf-token': 'none' } },
  'github-token': { inputs: { token: 'ghs_none' } },
  stranger: { inputs: { server: medperf.url, 'medperf-token': await medperf.token('testmo') } },
})

/** Pull requests that do not pass, or pass with a remark, each with a comment of its own. */
async function* jobs(base: string, servers: Servers): AsyncGenerator<Job, void, void> {
  let run = 900
  for (const [name, edits] of Object.entries(CHANGES)) {
    await using change = await editedCheckout(base, edits)
    run++
    yield { name, title: name, workspace: change.path, event: pullRequestEvent({ number: run }), run }
  }
  for (const [name, given] of Object.entries(await refused(servers))) {
    run++
    yield { name, title: name, workspace: base, event: pullRequestEvent({ number: run }), run, ...given }
  }
}

export const REFUSALS: Scenario = { name: 'refusals', era: 'container', github: DEMO_WORLD, jobs }

/** A pull request from a fork, whose token may only read. */
export const READER: Scenario = {
  name: 'reader',
  era: 'model',
  github: { ...DEMO_WORLD, readOnly: true },
  async *jobs(base, { medperf }) {
    const event = pullRequestEvent({ fork: 'eve/wdbc' })
    yield { name: 'fork', title: 'fork', workspace: base, event, run: 950, inputs: { server: medperf.url } }
    const inputs = { server: medperf.url, 'medperf-token': await medperf.token(OWNER) }
    yield { name: 'branch', title: 'branch', workspace: base, event: pullRequestEvent(), run: 951, inputs }
  },
}
