import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { dump, load } from 'js-yaml'
import { vi } from 'vitest'
import type { Role } from '../../src/facts/role.ts'
import { ROLE_OF, type Task } from '../../src/facts/task.ts'
import { type Report, ReportSchema } from '../../src/report/report.ts'
import { ROOT } from '../../stand-ins/action-file.ts'
import { BASE_SHA, HEAD_SHA, pullRequestEvent } from '../../stand-ins/events.ts'
import { type FakeGitHub, type FakeGitHubOptions, startFakeGitHub } from '../../stand-ins/github.ts'
import { BUSYBOX, busyboxImage } from '../../stand-ins/images.ts'
import { type RunOptions, type RunResult, runAction } from '../../stand-ins/runner.ts'
import { tempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'

// A job takes seconds; a machine under load takes its time.
vi.setConfig({ testTimeout: 120_000 })

/** The image of all three containers. */
export const TINY_IMAGE = BUSYBOX

/** The folder of a whole benchmark whose three containers are a few lines of shell. */
export const TINY = join(ROOT, '__tests__', 'fixtures', 'tiny-benchmark')

const CONFIG_OF: Readonly<Record<Role, string>> = {
  data_preparator: 'prep/container_config.yaml',
  reference_model: 'model/container_config.yaml',
  benchmark_script: 'script/container_config.yaml',
  evaluator: 'metrics/container_config.yaml',
}

export interface TinyOptions extends Partial<Omit<RunOptions, 'entry' | 'workspace' | 'github'>> {
  /** Files written over the fixture; `null` takes one away. */
  readonly files?: Readonly<Record<string, string | Uint8Array | null>>
  /** What the name of the checkout begins with. */
  readonly prefix?: string
  /** Shell scripts in place of what tasks do. */
  readonly scripts?: Readonly<Partial<Record<Task, string>>>
  /** `undefined` starts one, `null` means a job without a token. */
  readonly github?: FakeGitHub | null
  /** Gets the checkout before main. */
  readonly before?: (workspace: string) => Promise<void> | void
  /** Sees the folders of the run after main and before post. */
  readonly between?: (main: RunResult, workspace: string) => Promise<void> | void
}

export interface TinyResult extends RunResult {
  /** report.json as main left it; undefined when it wrote none. */
  readonly report: Report | undefined
  /** Annotations as `error file:line message`. */
  readonly annotations: readonly string[]
  /** Bodies of the comments on the pull request afterwards. */
  readonly comments: readonly string[]
  readonly post: RunResult
  /** Containers, and files in the runner's temporary folder and in the checkout, that were there after post. */
  readonly left: readonly string[]
}

/** The input with which what stand-ins serve may be fetched. */
export const ON_THIS_MACHINE = { 'allow-private-addresses': 'true' } as const

/** A whole job on the tiny benchmark: main, then post, then a look at what they left behind. */
export async function runTiny(options: TinyOptions = {}): Promise<TinyResult> {
  const { files, prefix, scripts = {}, github: given, before: change, between, ...others } = options
  const { event = pullRequestEvent(), ...run } = others
  await busyboxImage()
  await using workspace = await tempWorkspace(TINY, { ...configsWith(scripts), ...files }, prefix)
  await using fresh = await tempFolder('medperf-runner-')
  const temp = options.temp ?? fresh.path
  await using own = given === undefined ? await tinyGitHub() : undefined
  const github = given ?? own
  await change?.(workspace.path)
  const before = list(workspace.path)
  const job = {
    ...run,
    inputs: { ...ON_THIS_MACHINE, ...run.inputs },
    workspace: workspace.path,
    temp,
    event,
    ...(github === undefined ? {} : { github }),
  }
  const main = await runAction({ ...job, entry: 'main' })
  const report = readReport(main)
  await between?.(main, workspace.path)
  const { signalAfter: _, onOutput: __, ...calm } = job
  const post = await runAction({ ...calm, entry: 'post', state: main.state })
  if (report !== undefined) await rm(join(main.outputs['report'] ?? '', '..'), { recursive: true })
  return {
    ...main,
    report,
    annotations: annotationsOf(main),
    comments: (github?.comments ?? []).map(({ body }) => body),
    post,
    left: [
      ...(await containersOf(main)),
      ...list(temp).filter((name) => !name.startsWith('_')),
      ...list(workspace.path).filter((name) => !before.includes(name)),
    ],
  }
}

const list = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' })

/** Container configurations of the fixture with other scripts in their tasks. */
export function configsWith(scripts: Readonly<Partial<Record<Task, string>>>): Record<string, string> {
  const configs: Record<string, string> = {}
  for (const [task, script] of Object.entries(scripts) as [Task, string][]) {
    const path = CONFIG_OF[ROLE_OF[task]]
    const config = load(configs[path] ?? readFileSync(join(TINY, path), 'utf8')) as {
      tasks: Record<string, { run_args: { command: string[] } }>
    }
    const spec = config.tasks[task]
    if (spec !== undefined) spec.run_args.command = ['sh', '-c', script]
    configs[path] = dump(config)
  }
  return configs
}

/** report.json as main left it; undefined when it wrote none. */
export function readReport({ outputs }: RunResult): Report | undefined {
  const path = outputs['report']
  if (path === undefined || !existsSync(path)) return undefined
  return ReportSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
}

const LEVELS = ['error', 'warning', 'notice']

const annotationsOf = ({ commands }: RunResult) =>
  commands
    .filter(({ name }) => LEVELS.includes(name))
    .map(({ name, properties: { file, line }, message }) => {
      const where = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`} `
      return `${name} ${where}${message}`
    })

/** Names of the containers that carry the label of this run. */
export async function containersOf({ saved }: Pick<RunResult, 'saved'>): Promise<readonly string[]> {
  const label = /medperf-benchmark=[0-9a-f]+/.exec(saved)?.[0]
  if (label === undefined) return []
  const { stdout } = await promisify(execFile)('docker', [
    ...['ps', '--all', '--filter', `label=${label}`, '--format', '{{.Names}}'],
  ])
  return stdout.split('\n').filter(Boolean)
}

/** A GitHub whose main is the base of the pull request. */
export const tinyGitHub = (options: FakeGitHubOptions = {}): Promise<FakeGitHub> =>
  startFakeGitHub({
    commits: [
      { sha: HEAD_SHA, parents: [BASE_SHA] },
      { sha: BASE_SHA, parents: [] },
    ],
    branches: { main: BASE_SHA },
    ...options,
  })
