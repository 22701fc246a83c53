import type { RunnerEvent } from '../stand-ins/events.ts'
import type { FakeGitHub } from '../stand-ins/github.ts'
import type { RunOptions, RunResult } from '../stand-ins/runner.ts'

/** One job of a repository's workflow that uses the action. */
export interface Job {
  readonly name: string
  readonly title: string
  readonly workspace: string
  readonly event: RunnerEvent
  /** Identifier and number of the workflow's run. */
  readonly run: number
  /** Folder of the action.yml; the root by default. */
  readonly action?: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** Sees the log as it comes. */
  readonly onOutput?: (text: string) => void
  /** Sees what main left, before post. */
  readonly after?: (main: RunResult) => void
}

/** What a runner is given to run main and post of a job, with `temp` as its temporary folder. */
export const runOptions = (
  { workspace, event, run, action = '.', inputs = {}, env = {}, onOutput = () => {} }: Job,
  github: FakeGitHub,
  temp: string,
): Omit<RunOptions, 'entry'> => ({
  workspace,
  event,
  action,
  // What serves the files is on this machine.
  inputs: { 'allow-private-addresses': 'true', ...inputs },
  github,
  temp,
  onOutput,
  isolated: true,
  env: {
    ...github.runtimeFor(run),
    GITHUB_RUN_ID: String(run),
    GITHUB_RUN_NUMBER: String(run),
    ...env,
  },
})
