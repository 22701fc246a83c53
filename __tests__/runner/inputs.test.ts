import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { ACTION_INPUTS, SUBMIT_INPUTS } from '../../src/runner/input-schema.ts'
import { readInputs, readSubmitInputs } from '../../src/runner/inputs.ts'
import { makeGitHubToken } from '../../stand-ins/tokens.ts'

const action = load(readFileSync('action.yml', 'utf8')) as {
  inputs: Record<string, { default?: string }>
}

const environment = (inputs: Record<string, string> = {}): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))

const refuse = (inputs: Record<string, string>) => readInputs(environment(inputs)).wrong?.message

test('action.yml and the code have the same inputs', () => {
  expect([...ACTION_INPUTS].sort()).toEqual(Object.keys(action.inputs).sort())
})

test('submit/action.yml has the inputs that a registration needs, with the same defaults', () => {
  const submit = load(readFileSync('submit/action.yml', 'utf8')) as typeof action
  const defaultsOf = (inputs: typeof action.inputs) =>
    Object.fromEntries(Object.entries(inputs).map(([name, { default: value }]) => [name, value]))
  expect(Object.keys(submit.inputs).sort()).toEqual([...SUBMIT_INPUTS].sort())
  expect(defaultsOf(action.inputs)).toMatchObject(defaultsOf(submit.inputs))
})

test('submit/ submits, and looks at no input of a test', () => {
  const given = { report: 'report.json', runtime: 'lxc', 'work-directory': '/data', 'decryption-key': 'key' }
  expect(readSubmitInputs(environment(given))).toEqual({
    inputs: { ...readInputs({}).inputs, mode: 'submit', report: 'report.json' },
  })
  expect(readSubmitInputs(environment({ mode: 'submit' })).inputs.mode).toBe('submit')
})

test.each(['auto', 'test', 'plan', 'nonsense'])('submit/ refuses the mode %s', (mode) => {
  const { inputs, wrong } = readSubmitInputs(environment({ mode }))
  expect(wrong?.message).toBe(
    `Input mode must be left away: this action registers what an earlier job tested, and was given \`${mode}\`.`,
  )
  expect(wrong?.hint).toContain('without `/submit`')
  expect(inputs.mode).toBe('submit')
})

test('a built file that is started without a runner has the defaults of action.yml', () => {
  const defaults = Object.entries(action.inputs).flatMap(([name, { default: value }]) =>
    value === undefined || name === 'token' ? [] : [[name, value]],
  )
  expect(readInputs({})).toEqual(readInputs(environment(Object.fromEntries(defaults))))
})

test('every input is read', () => {
  const { inputs, credential } = readInputs(
    environment({
      config: 'b/benchmark.yaml',
      mode: 'test',
      token: 't',
      runtime: 'docker',
      gpus: 'device=0,1',
      sequential: 'true',
      'work-directory': '/data',
      'pass-environment': 'AWS_PROFILE, AZURE_*',
      'max-files': '5',
      'max-size': '2g',
      'max-ratio': '9',
      'allow-private-addresses': 'true',
      server: 'https://medperf.example.org',
      'medperf-token': 'secret',
      'login-email': 'a@example.org',
      'decryption-key': ' a key\n',
      report: 'tested/report.json',
      'report-run': '8150000001',
      'ca-file': 'ca.pem',
      'dry-run': 'true',
      'commit-lock': 'pull-request',
      retire: 'container 12, model 7',
      'push-images': 'true',
      'register-branch': 'refs/heads/release/1',
      'allow-events-with-secrets': 'true',
    }),
  )
  expect(credential).toEqual({ token: 'secret', email: 'a@example.org' })
  expect(inputs).toEqual({
    config: 'b/benchmark.yaml',
    mode: 'test',
    token: 't',
    runtime: 'docker',
    sequential: true,
    gpus: { kind: 'devices', devices: ['0', '1'] },
    workDirectory: '/data',
    passEnvironment: ['AWS_PROFILE', 'AZURE_*'],
    limits: { maxFiles: 5, maxSize: 2 * 1024 ** 3, maxRatio: 9 },
    allowPrivateAddresses: true,
    server: 'https://medperf.example.org',
    decryptionKey: ' a key\n',
    report: 'tested/report.json',
    reportRun: 8_150_000_001,
    caFile: 'ca.pem',
    dryRun: true,
    pushImages: true,
    registerBranch: 'release/1',
    allowEventsWithSecrets: true,
    commitLock: 'pull-request',
    retire: [
      { collection: 'mlcubes', uid: 12 },
      { collection: 'models', uid: 7 },
    ],
  })
})

test.each([
  ['none', { kind: 'none' }],
  ['all', { kind: 'all' }],
  ['2', { kind: 'count', count: 2 }],
])('gpus %s', (gpus, expected) => {
  expect(readInputs(environment({ gpus })).inputs.gpus).toEqual(expected)
})

test.each(['last', 'THIS', '0', '-1', '1.5', '1e3', '0x10', '1'.repeat(16), 'any 1'])(
  'report-run %s names no run',
  (run) => {
    const message = `Input report-run must be \`this\`, \`any\`, or the number of a run, not \`${run}\`.`
    expect(refuse({ 'report-run': run })).toBe(message)
  },
)

test.each([
  ['a JWT, as jobs have it', makeGitHubToken()],
  ['an older one', `ghp_${'a1'.repeat(18)}`],
  ['one of some kilobytes', `ghs_1_${'eyJ.'.repeat(1_000)}`],
])('a token of any length is taken: %s', (_, token) => {
  expect(readInputs(environment({ token })).inputs.token).toBe(token)
  expect(readInputs(environment({ 'medperf-token': token })).credential?.token).toBe(token)
})

test.each([
  ['that was pasted in two lines', `${makeGitHubToken().slice(0, 300)}\n${makeGitHubToken().slice(300)}`],
  ['with `Bearer`', `Bearer ${makeGitHubToken()}`],
  ['with another alphabet', `${makeGitHubToken()}é`],
])('a token %s is refused without a word of it', (_, token) => {
  const message = 'Input token must be the token alone, without spaces or line breaks.'
  expect(refuse({ token })).toBe(message)
  expect(readInputs(environment({ token })).inputs).not.toHaveProperty('token')
})

test.each([
  ['mode', 'deploy', 'Input mode must be one of `auto`, `test`, `plan`, `submit`'],
  ['runtime', 'lxc', 'Input runtime must be one of auto, docker, podman, apptainer, singularity'],
  ['gpus', 'some', 'Input gpus must be `none`, `all`, a number, or `device=0,1`'],
  ['sequential', 'perhaps', 'Input sequential must be `true` or `false`'],
  ['login-email', 'nobody', 'Input login-email must be an e-mail address'],
  ['commit-lock', 'push', 'Input commit-lock must be one of none, commit, pull-request'],
  ['retire', 'all', 'Input retire must be a list such as `container 12, model 7, benchmark 3`'],
  ['retire', Array.from({ length: 101 }, (_, at) => `model ${at + 1}`).join(), 'of at most 100 uids'],
  ...['main*', 'a b', 'refs/tags/v1', '../main', 'main/', '/main', 'a..b', 'a\\b', '-x'].map((name) => [
    'register-branch',
    name,
    'Input register-branch must be the name of one branch, such as `main`',
  ]),
  ['allow-events-with-secrets', 'issues', 'Input allow-events-with-secrets must be `true` or `false`'],
  ['max-files', 'many', 'Input max-files must be a whole number above 0'],
  ['max-files', '0', 'Input max-files must be at least 1'],
  ['max-size', 'big', 'Input max-size must be a size such as `512m` or `4g`, or a number of bytes'],
  ['work-directory', '~/work', 'Input work-directory must be a path in full, or one in the workspace'],
  ['work-directory', '~', 'Input work-directory must be a path in full'],
  ['config', '~/benchmark.yaml', 'Input config must be a path in full'],
  ['ca-file', '~ada/ca.pem', 'Input ca-file must be a path in full'],
  ['report', '~/report.json', 'Input report must be a path in full'],
])('%s: %s is refused with a word about what it may be', (name, value, words) => {
  const { wrong } = readInputs(environment({ [name]: value }))
  expect(wrong?.message).toContain(words)
  expect(wrong).toMatchObject({
    kind: 'input',
    code: 'wrong-input',
    hint: expect.stringContaining('`with:`'),
  })
})

test.each(['work', './work', '/srv/work', 'a~b', 'work~/x', '~x'])('a path may be %s', (path) => {
  const { inputs, wrong } = readInputs(environment({ 'work-directory': path }))
  expect(wrong).toBeUndefined()
  expect(inputs.workDirectory).toBe(path)
})

test.each([
  ['mode', 'merge', 'Input mode must be one of `auto`, `test`, `plan`, `submit`, not `merge`.'],
  ['retire', 'containers 12', 'uids of the MedPerf server, not `containers 12`.'],
  ['gpus', '`x`\u001b[31m\n# y', "or `device=0,1`, not `'x' # y`."],
  ['max-size', 'x'.repeat(1_000), `not \`${'x'.repeat(99)}…\`.`],
  [
    'pass-environment',
    'GITHUB_TOKEN',
    "Input pass-environment must be without `GITHUB_TOKEN`: what is the action's",
  ],
])('what was given is shown, made harmless: %s', (name, value, words) => {
  expect(refuse({ [name]: value })).toContain(words)
})

test.each([
  ['token', 'two words'],
  ['login-email', 'nobody at home'],
])('the wrong value of %s is not shown', (name, value) => {
  expect(refuse({ [name]: value })).not.toContain(value)
})

test('in the place of what is wrong stands the default, so that everybody can be told', () => {
  const { inputs } = readInputs(environment({ mode: 'merge', sequential: 'perhaps', config: 'b.yaml' }))
  expect(inputs).toEqual({ ...readInputs({}).inputs, config: 'b.yaml' })
})

test('all wrong inputs are named at once', () => {
  expect(refuse({ mode: 'x', sequential: 'perhaps' })).toMatch(/^Input mode must .* Input sequential must/)
})
