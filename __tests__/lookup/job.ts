import { join } from 'node:path'
import type { Job } from '../../src/job/job.ts'
import { createLog } from '../../src/job/log.ts'
import { readInputs } from '../../src/runner/inputs.ts'
import { HEAD_SHA } from '../../stand-ins/events.ts'

/** A job on a checkout, at an open pull request of `acme/wdbc`; what it makes goes into `work`. */
export const jobOn = (workspace: string, change: Partial<Job> = {}): Job => ({
  inputs: { ...readInputs({}), server: 'https://medperf.example.org' },
  runner: {
    ...{ workspace, temp: workspace, os: 'Linux' },
    ...{ apiUrl: 'https://api.github.com', serverUrl: 'https://github.com' },
    repository: { owner: 'acme', repo: 'wdbc' },
  },
  trigger: {
    ...{ kind: 'pull_request', number: 1, headSha: HEAD_SHA, baseSha: 'b'.repeat(40), baseRef: 'main' },
    fork: false,
  },
  folders: { work: join(workspace, '.work'), report: join(workspace, '.report') },
  log: createLog(() => {}),
  signal: new AbortController().signal,
  ...change,
})
