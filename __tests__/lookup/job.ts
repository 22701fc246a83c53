import { join } from 'node:path'
import type { Job } from '../../src/job/job.ts'
import { createLog } from '../../src/job/log.ts'
import { HEAD_SHA } from '../../stand-ins/events.ts'
import { createDesk } from '../support/desk.ts'

/** A job on a checkout, at an open pull request of `acme/wdbc`; what it makes goes into `work`. */
export const jobOn = (repository: string, change: Partial<Job> = {}): Job => ({
  repository,
  config: 'benchmark.yaml',
  trigger: {
    kind: 'pull_request',
    number: 1,
    headSha: HEAD_SHA,
    baseSha: 'b'.repeat(40),
    baseRef: 'main',
    fork: false,
  },
  commit: HEAD_SHA,
  standing: { kind: 'open' },
  wish: { mode: 'auto', dryRun: false, hasCredential: false },
  intent: 'plan',
  allowEventsWithSecrets: false,
  server: 'https://medperf.example.org',
  github: {
    apiUrl: 'https://api.github.com',
    serverUrl: 'https://github.com',
    repository: { owner: 'acme', repo: 'wdbc' },
    hasArtifacts: false,
  },
  machine: { os: 'Linux' },
  reach: 'private',
  test: { sequential: false, limits: { maxFiles: 1_000, maxSize: 1e9, maxRatio: 1_000 } },
  pushImages: false,
  reportRun: 'this',
  commitLock: 'none',
  retire: [],
  folders: { work: join(repository, '.work'), report: join(repository, '.report') },
  log: createLog(() => {}),
  desk: createDesk(),
  signal: new AbortController().signal,
  ...change,
})
