import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BASE_SHA, HEAD_SHA, pullRequestEvent, pushEvent } from '../stand-ins/events.ts'
import type { FakeGitHubOptions } from '../stand-ins/github.ts'
import { tempWorkspace } from '../stand-ins/workspace.ts'
import { threshold } from './example.ts'
import type { Job } from './job.ts'
import type { Servers } from './servers.ts'

/** The pull request that moves the threshold and is merged. */
export const PULL_REQUEST = 7

/** The owner of the benchmark on the MedPerf server. */
export const OWNER = 'testbo'

const MERGED_SHA = 'd'.repeat(40)

/** The repository's GitHub before the first job. */
export const DEMO_WORLD: FakeGitHubOptions = {
  commits: [
    { sha: MERGED_SHA, parents: [BASE_SHA, HEAD_SHA] },
    { sha: HEAD_SHA, parents: [BASE_SHA] },
    { sha: BASE_SHA, parents: [] },
  ],
  branches: { main: MERGED_SHA },
  pulls: [{ number: PULL_REQUEST, head: HEAD_SHA, base: 'main', merged: MERGED_SHA }],
}

/** The text of benchmark.lock.json on the base branch; empty where there is none. */
export const committedLock = ({ github }: Pick<Servers, 'github'>) =>
  github.contents.get('main:benchmark.lock.json')?.text ?? ''

/**
 * The jobs of a pull request and its merge, in a repository whose base is the folder `base`. Each has to be run before
 * the next is asked for, because what it left on the servers belongs to the next one's checkout.
 */
export async function* demoJobs(base: string, servers: Servers): AsyncGenerator<Job, void, void> {
  await using change = await tempWorkspace(base, threshold('0.3'))
  await using next = await tempWorkspace(base, threshold('0.4'))
  const { medperf, github } = servers
  const inputs = { server: medperf.url, 'medperf-token': await medperf.token(OWNER), 'commit-lock': 'commit' }
  // Files that are hosted have their address on this GitHub.
  const env = { GITHUB_SERVER_URL: github.url }
  yield {
    name: 'push',
    title: 'A push to main: the base branch gets its results',
    workspace: base,
    event: pushEvent(),
    run: 814,
  }
  yield {
    name: 'pull',
    title: 'A pull request that moves the threshold from 0.5 to 0.3',
    workspace: change.path,
    event: pullRequestEvent({ number: PULL_REQUEST }),
    run: 815,
    inputs,
  }
  const merge = { workspace: change.path, event: pushEvent({ sha: MERGED_SHA }), inputs, env }
  yield {
    ...merge,
    name: 'merge',
    title: `Its merge: the benchmark is registered on ${medperf.url}`,
    run: 816,
  }
  const lock = committedLock(servers)
  writeFileSync(join(change.path, 'benchmark.lock.json'), lock)
  yield { ...merge, name: 'again', title: 'The same merge again: there is nothing to do', run: 817 }
  writeFileSync(join(next.path, 'benchmark.lock.json'), lock)
  yield {
    name: 'next',
    title: 'The next pull request moves the threshold to 0.4: a new version',
    workspace: next.path,
    event: pullRequestEvent({ number: 8, base: MERGED_SHA }),
    run: 818,
    inputs,
    env,
  }
}
