import { execFileSync, spawn } from 'node:child_process'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ActionFile, inputEnvironment, ROOT, readActionFile } from './action-file.ts'
import type { RunnerEvent } from './events.ts'
import { type Command, parseCommands, parseFileCommands } from './file-commands.ts'
import { tempFolder } from './workspace.ts'

export interface RunOptions {
  /** The checkout of the action that is run; this one by default. */
  readonly checkout?: string
  /** Folder of the action.yml, relative to the checkout. */
  readonly action?: string
  readonly entry: 'main' | 'post'
  /** Which step of the job that uses the action this is; each has files for commands of its own. */
  readonly step?: number
  /** The checkout: `GITHUB_WORKSPACE` and the working directory. */
  readonly workspace: string
  readonly event: RunnerEvent
  readonly inputs?: Readonly<Record<string, string>>
  /** Where the API is and what it accepts; without it the job has no token and no server answers. */
  readonly github?: {
    readonly environment: Readonly<Record<string, string>>
    readonly token: string
  }
  /** What main saved, given to post. */
  readonly state?: Readonly<Record<string, string>>
  /** `RUNNER_TEMP`; a fresh folder when absent. Main and post of one job share it. */
  readonly temp?: string
  /** Set over what the runner sets; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** What runs the file in place of our own Node. */
  readonly node?: string
  /** Runs a copy of `dist/` in an otherwise empty folder. */
  readonly isolated?: boolean
  /** Cancels the job as a runner does, these milliseconds after the start or when the log shows this. */
  readonly signalAfter?: number | RegExp
  /** With `signalAfter`: kills at once, as a runner that loses power. */
  readonly kill?: boolean
  /** Who runs it, instead of who runs the tests (root alone can say that); the folders become theirs. */
  readonly user?: { readonly uid: number; readonly gid: number }
  /** Sees the log as it comes. */
  readonly onOutput?: (text: string) => void
  /** Milliseconds until the process is killed and `signal` is `SIGKILL`; 120,000 by default. */
  readonly limit?: number
}

export interface RunResult {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** The workflow commands of the log that a runner would obey. */
  readonly commands: readonly Command[]
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  /** Every value that was ever saved, in order. */
  readonly saved: string
  /** The Markdown of the job summary. */
  readonly summary: string
  readonly seconds: number
  /** The `RUNNER_TEMP` that was used; remove it when done. */
  readonly temp: string
}

/** Times between the signals of a runner that cancels a job, in milliseconds. */
const SIGTERM_AFTER = 7_500
const SIGKILL_AFTER = 2_500

/** Runs the built file that action.yml names as a runner does: with nothing but the environment of a runner. */
export async function runAction(options: RunOptions): Promise<RunResult> {
  const checkout = options.checkout ?? ROOT
  const action = readActionFile(options.action, checkout)
  const file = options.entry === 'main' ? action.runs.main : (action.runs.post ?? '')
  const temp = options.temp ?? (await tempFolder('medperf-runner-')).path
  await mkdir(temp, { recursive: true })
  const files = await commandFiles(temp, options)
  const folder = join(options.isolated ? await copyOfDist(checkout, temp) : checkout, options.action ?? '.')
  const started = performance.now()
  const node =
    options.user === undefined
      ? (options.node ?? process.execPath)
      : await handOver(options.user, temp, options.workspace)
  const ended = await runNode(node, join(folder, file), environmentOf(action, options, temp, files), options)
  const saved = await readFile(files.GITHUB_STATE, 'utf8')
  const seconds = (performance.now() - started) / 1000
  return {
    ...ended,
    commands: parseCommands(ended.stdout),
    outputs: parseFileCommands(await readFile(files.GITHUB_OUTPUT, 'utf8')),
    state: parseFileCommands(saved),
    saved,
    summary: await readFile(files.GITHUB_STEP_SUMMARY, 'utf8'),
    seconds,
    temp,
  }
}

/** A runner makes the files of one step new and empty, in a folder that is not for the action's own use. */
async function commandFiles(temp: string, { entry, event, step = 1 }: RunOptions) {
  const folder = join(temp, '_runner_file_commands', step === 1 ? entry : `${entry}-${step}`)
  await mkdir(folder, { recursive: true })
  const files = {
    GITHUB_OUTPUT: join(folder, 'set_output'),
    GITHUB_STATE: join(folder, 'save_state'),
    GITHUB_STEP_SUMMARY: join(folder, 'step_summary'),
    GITHUB_ENV: join(folder, 'set_env'),
    GITHUB_PATH: join(folder, 'add_path'),
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
  }
  for (const path of Object.values(files)) await writeFile(path, '')
  await writeFile(files.GITHUB_EVENT_PATH, JSON.stringify(event.payload))
  return files
}

async function copyOfDist(checkout: string, temp: string): Promise<string> {
  const folder = join(temp, '_actions')
  await cp(join(checkout, 'dist'), join(folder, 'dist'), { recursive: true })
  return folder
}

/** Makes the folders another user's, with a Node of their own: where ours lies may be closed to them. */
async function handOver({ uid, gid }: { uid: number; gid: number }, temp: string, workspace: string) {
  const node = join(temp, '_node')
  await cp(process.execPath, node)
  execFileSync('chown', ['-R', `${uid}:${gid}`, temp, workspace])
  return node
}

function environmentOf(
  action: ActionFile,
  options: RunOptions,
  temp: string,
  files: Readonly<Record<string, string>>,
): Record<string, string> {
  const { event, github, state = {}, step = 1 } = options
  const variables: Record<string, string | undefined> = {
    HOME: temp,
    PATH: process.env['PATH'],
    DOCKER_HOST: process.env['DOCKER_HOST'],
    LANG: 'C.UTF-8',
    ...RUNNER,
    GITHUB_ACTION: `__medperf_benchmark-action${step === 1 ? '' : `_${step}`}`,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_WORKSPACE: options.workspace,
    GITHUB_API_URL: 'http://127.0.0.1:9',
    GITHUB_GRAPHQL_URL: 'http://127.0.0.1:9/graphql',
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: join(temp, '_tool'),
    ...event.environment,
    GITHUB_REPOSITORY_OWNER: event.environment['GITHUB_REPOSITORY']?.split('/')[0],
    ...files,
    ...github?.environment,
    ...inputEnvironment(action, options.inputs ?? {}, github?.token ?? ''),
    ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
    ...options.env,
  }
  const isSet = (entry: [string, string | undefined]): entry is [string, string] => entry[1] !== undefined
  return Object.fromEntries(Object.entries(variables).filter(isSet))
}

const RUNNER = {
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_ACTION_REPOSITORY: 'medperf/benchmark-action',
  GITHUB_ACTION_REF: 'v1',
  GITHUB_ACTOR: 'ada',
  GITHUB_TRIGGERING_ACTOR: 'ada',
  GITHUB_JOB: 'benchmark',
  GITHUB_REPOSITORY_ID: '1',
  GITHUB_RETENTION_DAYS: '90',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_RUN_ID: '8150000001',
  GITHUB_RUN_NUMBER: '815',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_WORKFLOW: 'MedPerf',
  GITHUB_WORKFLOW_REF: 'acme/wdbc/.github/workflows/medperf.yml@refs/heads/main',
  RUNNER_ARCH: 'X64',
  RUNNER_ENVIRONMENT: 'github-hosted',
  RUNNER_NAME: 'test',
  RUNNER_OS: 'Linux',
}

function runNode(
  node: string,
  file: string,
  env: Record<string, string>,
  { workspace, signalAfter, kill = false, user, onOutput, limit = 120_000 }: RunOptions,
): Promise<Pick<RunResult, 'code' | 'signal' | 'stdout' | 'stderr'>> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [file], { cwd: workspace, env, ...user, stdio: ['ignore', 'pipe', 'pipe'] })
    const timers = [setTimeout(() => child.kill('SIGKILL'), limit)]
    let isCancelled = false
    const cancel = () => {
      if (isCancelled) return
      isCancelled = true
      child.kill(kill ? 'SIGKILL' : 'SIGINT')
      timers.push(setTimeout(() => child.kill('SIGTERM'), SIGTERM_AFTER))
      timers.push(setTimeout(() => child.kill('SIGKILL'), SIGTERM_AFTER + SIGKILL_AFTER))
    }
    if (typeof signalAfter === 'number') timers.push(setTimeout(cancel, signalAfter))
    const kept = { stdout: '', stderr: '' }
    const keep = (name: 'stdout' | 'stderr') => (text: string) => {
      kept[name] += text
      onOutput?.(text)
      if (signalAfter instanceof RegExp && signalAfter.test(kept[name])) cancel()
    }
    child.stdout.setEncoding('utf8').on('data', keep('stdout'))
    child.stderr.setEncoding('utf8').on('data', keep('stderr'))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      for (const timer of timers) clearTimeout(timer)
      resolve({ code, signal, ...kept })
    })
  })
}
