import { expect, test } from 'vitest'
import { readRunner } from '../../src/runner/runner.ts'

const JOB = {
  GITHUB_WORKSPACE: '/repo',
  RUNNER_TEMP: '/temp',
  RUNNER_TOOL_CACHE: '/cache',
  RUNNER_OS: 'Linux',
  GITHUB_API_URL: 'https://ghes.example.org/api/v3',
  GITHUB_SERVER_URL: 'https://ghes.example.org',
  GITHUB_REPOSITORY: 'owner/repo',
  GITHUB_RUN_ID: '812',
  GITHUB_RUN_NUMBER: '15',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_WORKFLOW: 'benchmark',
  GITHUB_JOB: 'test',
}

test('the variables of a runner say where the run is, on GitHub Enterprise too', () => {
  expect(readRunner(JOB)).toEqual({
    workspace: '/repo',
    temp: '/temp',
    toolCache: '/cache',
    os: 'Linux',
    apiUrl: 'https://ghes.example.org/api/v3',
    serverUrl: 'https://ghes.example.org',
    hasArtifacts: false,
    repository: { owner: 'owner', repo: 'repo' },
    run: {
      id: 812,
      number: 15,
      attempt: 2,
      workflow: 'benchmark',
      job: 'test',
      url: 'https://ghes.example.org/owner/repo/actions/runs/812',
    },
  })
})

test('on a laptop there is no run, no repository, and GitHub is the public one', () => {
  const runner = readRunner({ GITHUB_RUN_ID: '', GITHUB_REPOSITORY: '', RUNNER_TOOL_CACHE: '' })
  expect(runner).toMatchObject({ workspace: process.cwd(), apiUrl: 'https://api.github.com', os: 'Linux' })
  expect(runner).not.toHaveProperty('run')
  expect(runner).not.toHaveProperty('repository')
  expect(runner).not.toHaveProperty('toolCache')
})

test.each([
  ['__medperf_benchmark-action', undefined],
  ['__medperf_benchmark-action_2', '__medperf_benchmark-action_2'],
  ['__self', undefined],
  ['__self_10', '__self_10'],
  ['podman', 'podman'],
  ['', undefined],
])('of the step %j the name that tells it apart is %s', (name, expected) => {
  expect(readRunner({ ...JOB, GITHUB_ACTION: name }).step).toBe(expected)
})

test('a variable with an impossible value is an error that names it', () => {
  expect(() => readRunner({ ...JOB, GITHUB_API_URL: 'nowhere' })).toThrow('GITHUB_API_URL')
})
