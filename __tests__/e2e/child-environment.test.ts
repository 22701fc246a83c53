import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findProgram } from '../../src/engines/process/program.ts'
import { pickVariables } from '../../src/facts/child-variables.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { runTiny, TINY, TINY_IMAGE, type TinyOptions } from '../support/tiny.ts'

const PLANTED = 'planted-secret'
/** What a job may have in its environment besides. */
const SECRETS = {
  ACTIONS_RUNTIME_TOKEN: `${PLANTED}-runtime`,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: `${PLANTED}-oidc`,
  ACTIONS_ID_TOKEN_REQUEST_URL: `https://oidc.example/${PLANTED}`,
  GITHUB_TOKEN: `${PLANTED}-github`,
  GH_TOKEN: `${PLANTED}-gh`,
  AWS_SECRET_ACCESS_KEY: `${PLANTED}-aws`,
  AZURE_CLIENT_SECRET: `${PLANTED}-azure`,
  DOCKER_PASSWORD: `${PLANTED}-docker`,
  APPTAINERENV_SECRET: `${PLANTED}-apptainer`,
  SOMETHING: `${PLANTED}-something`,
}
const INPUTS = { 'medperf-token': `${PLANTED}-medperf`, mode: 'test' }

const folder = await tempFolder('medperf-programs-')
afterAll(() => folder[Symbol.asyncDispose]())

/** A folder for PATH whose programs write down what they were given and then do what `then` says. */
function standIns(name: string, then: Readonly<Record<string, string>>) {
  const [bin, notes] = [join(folder.path, name, 'bin'), join(folder.path, name, 'notes')]
  for (const one of [bin, notes]) mkdirSync(one, { recursive: true })
  for (const [program, lines] of Object.entries(then)) {
    const note = `cat /proc/$$/environ >'${notes}/${program}.'$$`
    writeFileSync(join(bin, program), `#!/bin/sh\n${note}\n${lines}\n`, { mode: 0o755 })
  }
  return {
    path: `${bin}:${process.env['PATH'] ?? ''}`,
    /** What each start of a program was given, by variable. */
    given: (program: string) =>
      readdirSync(notes)
        .filter((file) => file.startsWith(`${program}.`))
        .map((file) => readEnvironment(readFileSync(join(notes, file), 'utf8'))),
  }
}

const readEnvironment = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text.split('\0').flatMap((line) => {
      const cut = line.indexOf('=')
      return cut > 0 ? [[line.slice(0, cut), line.slice(cut + 1)] as const] : []
    }),
  )

/** The real program, behind a stand-in. */
const real = (program: string) => `exec '${findProgram(program)}' "$@"`

const run = (path: string, options: TinyOptions = {}) =>
  runTiny({
    ...options,
    env: { ...SECRETS, PATH: path, ...options.env },
    inputs: { ...INPUTS, ...options.inputs },
  })

/** Every start had PATH and HOME, and only what is on the list or was named. */
function expectListed(starts: readonly Readonly<Record<string, string>>[], passed: readonly string[] = []) {
  expect(starts.length).toBeGreaterThan(0)
  for (const start of starts) {
    expect(start).toMatchObject({ PATH: expect.any(String), HOME: expect.any(String) })
    expect(start).toEqual(pickVariables(start, passed))
  }
}

test('main and post start Docker with what it needs, and without a secret', async () => {
  const programs = standIns('killed', { docker: real('docker') })
  let ofMain = 0
  const { left, code } = await run(programs.path, {
    scripts: { prepare: 'echo preparing; sleep 600' },
    signalAfter: /preparing/,
    kill: true,
    between: () => {
      ofMain = programs.given('docker').length
    },
  })
  expect(code).toBeNull()
  expect(left).toEqual([])
  const starts = programs.given('docker')
  expect(ofMain).toBeGreaterThan(1)
  expect(starts.length).toBeGreaterThan(ofMain)
  expectListed(starts)
  expect(JSON.stringify(starts)).not.toContain(PLANTED)
})

test('what `pass-environment` names is passed by main and post, and nothing else is', async () => {
  const programs = standIns('passed', { docker: real('docker') })
  const { left } = await run(programs.path, {
    inputs: { 'pass-environment': 'AWS_PROFILE, AZURE_*' },
    env: { AWS_PROFILE: 'work' },
    scripts: { prepare: 'echo preparing; sleep 600' },
    signalAfter: /preparing/,
    kill: true,
  })
  expect(left).toEqual([])
  const starts = programs.given('docker')
  expectListed(starts, ['AWS_PROFILE', 'AZURE_*'])
  for (const start of starts)
    expect(start).toMatchObject({ AWS_PROFILE: 'work', AZURE_CLIENT_SECRET: SECRETS.AZURE_CLIENT_SECRET })
})

test.each(['GITHUB_TOKEN', 'ACTIONS_*', 'INPUT_MEDPERF', 'G*'])(
  '`pass-environment: %s` ends the run before anything starts, and says why',
  async (name) => {
    const programs = standIns(`refused-${name.replace('*', '')}`, { docker: real('docker') })
    const { annotations, post } = await run(programs.path, { inputs: { 'pass-environment': name } })
    expect(annotations).toEqual([
      expect.stringContaining(
        `error Input pass-environment must be without \`${name}\`: what is the action's`,
      ),
    ])
    expect(programs.given('docker')).toEqual([])
    expect(post.code).toBe(0)
  },
)

describe('other engines', () => {
  test.each([
    ['podman', 'podman'],
    ['apptainer', 'apptainer'],
  ])('%s is started without a secret', async (runtime, program) => {
    const programs = standIns(runtime, { [program]: 'echo broken >&2; exit 1' })
    const { report } = await run(programs.path, { inputs: { runtime } })
    expect(report?.verdict).toBe('error')
    const starts = programs.given(program)
    expectListed(starts)
    expect(JSON.stringify(starts)).not.toContain(PLANTED)
  })
})

test('a daemon behind ssh:// is reached with the agent and the settings of the user', async () => {
  const programs = standIns('ssh', { ssh: 'exit 255' })
  const { report } = await run(programs.path, {
    inputs: { runtime: 'docker' },
    env: { DOCKER_HOST: 'ssh://runner@engine.example', SSH_AUTH_SOCK: '/run/agent', USER: 'runner' },
  })
  expect(report?.verdict).toBe('error')
  const starts = programs.given('ssh')
  expectListed(starts)
  for (const start of starts) expect(start).toMatchObject({ SSH_AUTH_SOCK: '/run/agent', USER: 'runner' })
})

describe('a credential helper', () => {
  const config = join(folder.path, 'config')
  mkdirSync(config)
  writeFileSync(join(config, 'config.json'), '{ "credsStore": "stand-in" }')
  const model = join('model', 'container_config.yaml')
  const remote = readFileSync(join(TINY, model), 'utf8').replace(TINY_IMAGE, '127.0.0.1:9/lab/model:1')

  test.each([
    ['finds its programs and files', '', []],
    ['is given the keys that are named', 'AWS_*', ['AWS_*']],
  ])('%s', async (what, named, passed) => {
    const programs = standIns(what.replaceAll(' ', '-'), { 'docker-credential-stand-in': 'exit 1' })
    await run(programs.path, {
      files: { [model]: remote },
      inputs: { 'pass-environment': named },
      env: { DOCKER_CONFIG: config, AWS_REGION: 'eu' },
    })
    const starts = programs.given('docker-credential-stand-in')
    expectListed(starts, passed)
    for (const start of starts) expect('AWS_SECRET_ACCESS_KEY' in start).toBe(named !== '')
  })
})
