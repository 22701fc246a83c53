import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, vi } from 'vitest'
import type { Era } from '../../dev-server/era.ts'
import type { DevServer, DevServerOptions } from '../../dev-server/options.ts'
import { startDevServer } from '../../dev-server/server.ts'
import { type Report, ReportSchema } from '../../src/report/report.ts'
import { BASE_SHA, HEAD_SHA, pushEvent } from '../../stand-ins/events.ts'
import type { FakeGitHub, FakeGitHubOptions } from '../../stand-ins/github.ts'
import { BUSYBOX, busyboxImage } from '../../stand-ins/images.ts'
import { type Registry, startRegistry } from '../../stand-ins/registry.ts'
import { type RunOptions, type RunResult, runAction } from '../../stand-ins/runner.ts'
import { tempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'
import { describeContent, expectKeptPlan, type ShownPlan } from './kept-plan.ts'
import { ON_THIS_MACHINE, TINY, tinyGitHub } from './tiny.ts'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

const docker = (...args: readonly string[]) => promisify(execFile)('docker', args)

const CONFIGS = ['prep', 'model', 'metrics'].map((part) => `${part}/container_config.yaml`)

/** The owner of the benchmark; the development server approves theirs at once, except in the mlcube era. */
export const OWNER = 'testbo'

/** Pushes the tiny benchmark's image to a registry on this machine, and leaves it to the action to pull it. */
async function pushTiny(host: string): Promise<string> {
  const reference = `${host}/tiny/shell:1`
  await docker('tag', await busyboxImage(), reference)
  await docker('push', '--quiet', reference)
  await docker('image', 'rm', '--no-prune', reference)
  return reference
}

/** A registry for the tests of one file, which ends with them, and the tiny benchmark's image in it. */
export async function tinyRegistry(): Promise<{ readonly registry: Registry; readonly image: string }> {
  const registry = await startRegistry()
  afterAll(() => registry[Symbol.asyncDispose]())
  return { registry, image: await pushTiny(registry.host) }
}

export interface OwnerOptions {
  readonly era: Era
  /** `image` of the three containers. */
  readonly image: string
  /** Files written over the fixture. */
  readonly files?: Readonly<Record<string, string | null>>
  readonly github?: FakeGitHubOptions
  /** What else is said to the MedPerf server. */
  readonly medperf?: Omit<DevServerOptions, 'era' | 'port'>
  /** Seconds until the code of a sign-in runs out. */
  readonly loginExpiry?: number
}

/** An owner's repository, its GitHub, and the MedPerf server they register on. */
export interface Owner extends AsyncDisposable {
  readonly github: FakeGitHub
  readonly server: DevServer
  readonly workspace: string
  /** Inputs with the owner's credential. */
  readonly inputs: Readonly<Record<string, string>>
  run(options?: OwnerRun): Promise<OwnerResult>
  /** All rows of a collection on the server, as an administrator sees them. */
  rows(collection: 'mlcubes' | 'models' | 'benchmarks'): Promise<readonly Readonly<Record<string, unknown>>[]>
  write(path: string, text: string): Promise<void>
  read(path: string): Promise<string>
}

export interface OwnerRun extends Partial<Omit<RunOptions, 'entry' | 'workspace' | 'github'>> {
  /** Keeps the report's folder: who asks removes `temp`. */
  readonly keep?: boolean
}

export interface OwnerResult extends RunResult {
  readonly report: Report | undefined
  readonly lock: string | undefined
  readonly comments: readonly string[]
  /** Annotations as `error message`. */
  readonly said: string
}

/** The pull request that the push of `BASE_SHA` merged. */
export const MERGED = { number: 7, head: HEAD_SHA, base: 'main', merged: BASE_SHA }

export async function startOwner({
  era,
  image,
  files,
  github: world,
  medperf,
  loginExpiry,
}: OwnerOptions): Promise<Owner> {
  const configs = CONFIGS.map((path) => [
    path,
    readFileSync(join(TINY, path), 'utf8').replace(`image: ${BUSYBOX}`, `image: ${image}`),
  ])
  const workspace = await tempWorkspace(TINY, { ...Object.fromEntries(configs), ...files })
  const github = await tinyGitHub({ checkout: workspace.path, pulls: [MERGED], ...world })
  const server = await startDevServer({
    era,
    port: 0,
    seed: 'benchmark',
    loginInterval: 1,
    loginExpiry: loginExpiry ?? 900,
    ...medperf,
  })
  const inputs = { server: server.url, 'medperf-token': await server.token(OWNER) }
  let shown: ShownPlan | undefined
  let started = 0
  let running = 0
  const run = async (options: OwnerRun = {}) => {
    started += 1
    running += 1
    const [own, isFirst] = [started, running === 1]
    const result = await runOwner(workspace.path, github, { event: pushEvent(), inputs, ...options }).finally(
      () => {
        running -= 1
      },
    )
    const isAlone = isFirst && started === own
    const content = describeContent(workspace.path)
    const isDone = result.outputs['benchmark-uid'] !== undefined
    if (isDone || /: done, uid /.test(result.stdout)) {
      expectKeptPlan({
        stdout: result.stdout,
        isDone,
        isAlone,
        shown: isAlone && shown?.content === content ? shown : undefined,
      })
      shown = undefined
    } else if (result.report?.plan?.seen === 'server') shown = { plan: result.report.plan, content }
    return result
  }
  return {
    github,
    server,
    workspace: workspace.path,
    inputs,
    run,
    async rows(collection) {
      const response = await fetch(`${server.url}/api/v0/${collection}/?limit=1000`, {
        headers: { authorization: `Bearer ${await server.token('testadmin')}` },
      })
      const { results } = (await response.json()) as { results: Record<string, unknown>[] }
      return results.toSorted((a, b) => Number(a['id']) - Number(b['id']))
    },
    write: (path, text) => writeFile(join(workspace.path, path), text),
    read: (path) => readFile(join(workspace.path, path), 'utf8'),
    async [Symbol.asyncDispose]() {
      await Promise.all([server.close(), github.close(), workspace[Symbol.asyncDispose]()])
      await docker('image', 'rm', '--no-prune', image).catch(() => {})
    },
  }
}

async function runOwner(
  workspace: string,
  github: FakeGitHub,
  { keep = false, event = pushEvent(), env, ...options }: OwnerRun,
): Promise<OwnerResult> {
  const temp = options.temp ?? (await tempFolder('medperf-runner-')).path
  const job = {
    ...options,
    inputs: { ...ON_THIS_MACHINE, ...options.inputs },
    workspace,
    github,
    event,
    temp,
    env: { GITHUB_SERVER_URL: github.url, ...env },
  }
  const main = await runAction({ ...job, entry: 'main' })
  const read = (name: string) => {
    const path = main.outputs[name]
    return path === undefined || !existsSync(path) ? undefined : readFileSync(path, 'utf8')
  }
  const report = read('report')
  const lock = read('lock')
  await runAction({ ...job, entry: 'post', state: main.state })
  if (!keep) await rm(temp, { recursive: true, force: true })
  return {
    ...main,
    report: report === undefined ? undefined : ReportSchema.parse(JSON.parse(report)),
    lock,
    comments: github.comments.map(({ body }) => body),
    said: main.commands
      .filter(({ name }) => ['error', 'warning', 'notice'].includes(name))
      .map(({ name, message }) => `${name} ${message}`)
      .join('\n'),
  }
}
