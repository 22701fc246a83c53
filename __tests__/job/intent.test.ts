import { expect, test } from 'vitest'
import { type Intent, intentOf } from '../../src/job/intent.ts'
import type { Trigger } from '../../src/job/trigger.ts'
import type { Inputs } from '../../src/runner/inputs.ts'
import { readInputs } from '../../src/runner/inputs.ts'

const SHA = 'a'.repeat(40)
type Kind = Exclude<Trigger, { kind: 'refused' }>

const pullRequest: Kind = {
  ...{ kind: 'pull_request', number: 1, headSha: SHA, baseSha: SHA, baseRef: 'main', fork: false },
}
const push = (ref: string, defaultBranch: boolean): Kind => ({ kind: 'push', sha: SHA, ref, defaultBranch })
const manual: Kind = { kind: 'other', name: 'workflow_dispatch', sha: SHA }
const schedule: Kind = { kind: 'other', name: 'schedule', sha: SHA }

const owner: Partial<Inputs> = { medperfToken: 'token' }
const signIn: Partial<Inputs> = { loginEmail: 'a@example.org' }

test.each<[string, Kind, Partial<Inputs>, Intent]>([
  ['an open pull request plans, with a credential or without', pullRequest, {}, 'plan'],
  ['an open pull request plans, with a credential or without', pullRequest, owner, 'plan'],
  ['a merged pull request registers', { ...pullRequest, merged: SHA }, owner, 'apply'],
  ['a push to the default branch registers', push('refs/heads/main', true), owner, 'apply'],
  ['whoever signs in with a browser registers too', push('refs/heads/main', true), signIn, 'apply'],
  ['a tag registers', push('refs/tags/v1', false), owner, 'apply'],
  ['a workflow that is started by hand registers', manual, owner, 'apply'],
  ['a push to another branch tests', push('refs/heads/try', false), owner, 'test'],
  ['a schedule tests', schedule, owner, 'test'],
  ['without a credential a merge tests', push('refs/heads/main', true), {}, 'test'],
  ['a dry run of a merge plans', push('refs/heads/main', true), { ...owner, dryRun: true }, 'plan'],
  ['mode test tests, whatever happens', push('refs/heads/main', true), { ...owner, mode: 'test' }, 'test'],
])('%s', (_, trigger, inputs, expected) => {
  expect(intentOf({ inputs: { ...readInputs({}), ...inputs }, trigger })).toBe(expected)
})
