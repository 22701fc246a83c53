import { describe, expect, it } from 'vitest'
import { findRegisteringJobs } from '../../src/plan/workflow.ts'

interface Parts {
  readonly on?: string
  readonly above?: string
  readonly job?: string
  readonly uses?: string
  readonly inputs?: string
}

const write = ({
  on = 'push',
  above = '',
  job = '',
  uses = 'medperf/benchmark-action@v1',
  inputs = `medperf-token: "$\{{ secrets.MEDPERF_TOKEN }}"`,
}: Parts) => `name: benchmark
on: ${on}
${above}
jobs:
  register:
    runs-on: ubuntu-latest
    ${job}
    steps:
      - uses: actions/checkout@v4
      - uses: ${uses}
        with: { ${inputs} }
`

const contents = (parts: Parts) => findRegisteringJobs(write(parts)).map((found) => found.contents)

describe('the jobs of a workflow that register', () => {
  it.each<[string, Parts, readonly string[]]>([
    ['says nothing', {}, ['unknown']],
    ['reads', { job: 'permissions: { contents: read }' }, ['less']],
    ['names others alone', { job: 'permissions: { pull-requests: write }' }, ['less']],
    ['gives nothing', { job: 'permissions: {}' }, ['less']],
    ['reads all', { above: 'permissions: read-all' }, ['less']],
    ['writes', { job: 'permissions: { contents: write }' }, ['write']],
    ['writes all', { above: 'permissions: write-all' }, ['write']],
    ['writes in the workflow', { above: 'permissions: { contents: write }' }, ['write']],
    [
      'takes back in the job what the workflow gives',
      { above: 'permissions: write-all', job: 'permissions: { contents: read }' },
      ['less'],
    ],
    [
      'gives in the job what the workflow does not',
      { above: 'permissions: read-all', job: 'permissions: { contents: write }' },
      ['write'],
    ],
    [
      'has a token of its own',
      { above: 'permissions: read-all', inputs: `login-email: a@b.c, token: "$\{{ secrets.PAT }}"` },
      ['unknown'],
    ],
    [
      'names the token it has anyway',
      { above: 'permissions: read-all', inputs: `login-email: a@b.c, token: "$\{{ github.token }}"` },
      ['less'],
    ],
    ['runs by hand', { on: '[workflow_dispatch]', above: 'permissions: read-all' }, ['less']],
    [
      'runs on pushes among others',
      { on: '{ pull_request: {}, push: { branches: [main] } }', above: 'permissions: read-all' },
      ['less'],
    ],
    [
      'uses submit/',
      { uses: 'medperf/benchmark-action/submit@0123abc', above: 'permissions: read-all' },
      ['less'],
    ],
    [
      'uses a fork of the action',
      { uses: 'lab/benchmark-action@main', above: 'permissions: read-all' },
      ['less'],
    ],
    ['uses another action', { uses: 'lab/not-benchmark-action@main' }, []],
    ['has nobody to register as', { inputs: 'config: benchmark.yaml' }, []],
    ['only tests', { inputs: 'medperf-token: x, mode: test' }, []],
    ['starts on what registers nothing', { on: 'issue_comment' }, []],
  ])('one that %s', (_what, parts, expected) => {
    expect(contents(parts)).toEqual(expected)
  })

  it('are told with the line of the permissions that decide', () => {
    const lineOf = (parts: Parts) => findRegisteringJobs(write(parts))[0]?.line
    expect(lineOf({})).toBe(5)
    expect(lineOf({ above: 'permissions: read-all' })).toBe(3)
    expect(lineOf({ above: 'permissions: read-all', job: 'permissions: { contents: read }' })).toBe(7)
  })

  it.each([
    '',
    '[]',
    'on: push',
    'on: push\njobs: 3',
    'on: push\njobs: { a: 3, b: { steps: 1 }, c: { steps: [x] } }',
    '{{',
    '%',
  ])('are none in a file that is no workflow: %j', (source) => {
    expect(findRegisteringJobs(source)).toEqual([])
  })
})
