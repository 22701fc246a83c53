import { tmpdir } from 'node:os'
import * as z from 'zod'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import type { WorkflowRun } from '../job/job.ts'

/** What the runner's environment says about where we are; absent keys are absent on a laptop. */
export interface Runner {
  /** Absolute path of the repository's checkout. */
  readonly workspace: string
  /** Absolute path of a folder that the runner empties with the job. */
  readonly temp: string
  /** Absolute path of a folder that outlives the jobs of a self-hosted runner. */
  readonly toolCache?: string
  /** The file behind the step's summary. */
  readonly summaryFile?: string
  /** `Linux`, `Windows` or `macOS`, in the runner's words. */
  readonly os: string
  readonly apiUrl: string
  readonly serverUrl: string
  /** Whether the runner knows a place for artifacts. */
  readonly hasArtifacts: boolean
  readonly repository?: { readonly owner: string; readonly repo: string }
  readonly run?: WorkflowRun
  /** The step's name in its job, where it has one of its own. */
  readonly step?: string
}

const OS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'Linux',
  win32: 'Windows',
  darwin: 'macOS',
}

const Environment = z.object({
  GITHUB_WORKSPACE: z.string().min(1).optional(),
  RUNNER_TEMP: z.string().min(1).optional(),
  RUNNER_TOOL_CACHE: z.string().optional(),
  RUNNER_OS: z.string().optional(),
  GITHUB_STEP_SUMMARY: z.string().optional(),
  GITHUB_API_URL: z.url().default('https://api.github.com'),
  GITHUB_SERVER_URL: z.url().default('https://github.com'),
  GITHUB_REPOSITORY: z
    .string()
    .regex(/^[^/\s]+\/[^/\s]+$/)
    .optional(),
  GITHUB_RUN_ID: z.coerce.number().int().min(0).optional(),
  GITHUB_RUN_NUMBER: z.coerce.number().int().min(0).default(0),
  GITHUB_RUN_ATTEMPT: z.coerce.number().int().min(1).default(1),
  GITHUB_WORKFLOW: z.string().default(''),
  GITHUB_JOB: z.string().default(''),
  GITHUB_ACTION: z.string().optional(),
  ACTIONS_RUNTIME_TOKEN: z.string().optional(),
  ACTIONS_RESULTS_URL: z.string().optional(),
})

/** The file behind the step's summary, where there is one. */
export const findSummaryFile = (environment = process.env): Pick<Runner, 'summaryFile'> =>
  known({ summaryFile: environment['GITHUB_STEP_SUMMARY'] || undefined })

/** Reads the variables that every runner sets; throws an ExpectedError that names those with an impossible value. */
export function readRunner(environment: NodeJS.ProcessEnv): Runner {
  // An unset variable and an empty one mean the same in a workflow.
  const set = Object.entries(environment).filter(([, value]) => value !== '')
  const { data: env, error } = Environment.safeParse(Object.fromEntries(set))
  if (env === undefined) throw wrongVariables(error.issues.map(({ path }) => path.join('.')))
  const [owner, repo] = env.GITHUB_REPOSITORY?.split('/') ?? []
  return known({
    workspace: env.GITHUB_WORKSPACE ?? process.cwd(),
    temp: env.RUNNER_TEMP ?? tmpdir(),
    toolCache: env.RUNNER_TOOL_CACHE,
    summaryFile: env.GITHUB_STEP_SUMMARY,
    os: env.RUNNER_OS ?? OS[process.platform] ?? process.platform,
    apiUrl: env.GITHUB_API_URL,
    serverUrl: env.GITHUB_SERVER_URL,
    hasArtifacts: env.ACTIONS_RUNTIME_TOKEN !== undefined && env.ACTIONS_RESULTS_URL !== undefined,
    repository: owner === undefined || repo === undefined ? undefined : { owner, repo },
    run: runOf(env),
    step: stepOf(env.GITHUB_ACTION),
  })
}

const wrongVariables = (names: readonly string[]) => {
  const list = [...new Set(names)].map((name) => `\`${name}\``).join(', ')
  return new ExpectedError('input', `what the runner’s ${list} say is nothing that a runner says`, {
    code: 'wrong-runner-variable',
    hint: 'Leave the variables of the runner as it sets them: take them out of `env:` of the workflow.',
  })
}

/**
 * A step's `id`, or the name that a runner gives it. Of steps without an `id` that use one action the first is called after the
 * action, `__owner_name`, and says nothing; the next ones have `_2`, `_3` behind it.
 */
const stepOf = (name: string | undefined): string | undefined =>
  name !== undefined && /^__.*(?<!_\d+)$/.test(name) ? undefined : name

function runOf(env: z.infer<typeof Environment>): WorkflowRun | undefined {
  if (env.GITHUB_RUN_ID === undefined) return undefined
  return {
    id: env.GITHUB_RUN_ID,
    number: env.GITHUB_RUN_NUMBER,
    attempt: env.GITHUB_RUN_ATTEMPT,
    url: `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY ?? ''}/actions/runs/${env.GITHUB_RUN_ID}`,
    workflow: env.GITHUB_WORKFLOW,
    job: env.GITHUB_JOB,
  }
}
