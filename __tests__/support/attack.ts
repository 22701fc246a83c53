import { randomBytes } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TaskLimits } from '../../src/benchmark/benchmark.ts'
import type { TaskSpec } from '../../src/containers/spec.ts'
import type { Engine } from '../../src/engines/engine.ts'
import { hashFolder } from '../../src/files/folder-hash.ts'
import { removeFolder } from '../../src/files/remove-folder.ts'
import { createLog } from '../../src/job/log.ts'
import type { StepReport } from '../../src/report/report.ts'
import { defineRow } from '../../src/steps/row.ts'
import { runRows } from '../../src/steps/run-rows.ts'
import { runTask } from '../../src/steps/tasks/task.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { benchmark } from './benchmark.ts'

export interface Attack {
  /**
   * Of a shell that runs as infer, with `/data` and `/predictions`; given the path of a file of the host as `$1`, and that of
   * a folder of the host which has `open/file` as `$2`.
   */
  readonly lines: string
  readonly limits?: TaskLimits
  /** Where its data are mounted in place of `/data`, as no check of a configuration would let it. */
  readonly mountPath?: (folder: string) => string
  /** A folder of the repository that is mounted at `/extra`; has a file `own` in it. */
  readonly extra?: (folder: string) => string
  /** Programs in that folder. */
  readonly programs?: Readonly<Record<string, Uint8Array>>
  readonly environment?: TaskSpec['environment']
  /** Where its folder is; an engine may have something else at `/dev/shm`. */
  readonly parent?: string
  /** Sees the outputs before they are removed. */
  readonly look?: (predictions: string) => void
}

/** What an attack came to, and what there is of it afterwards. */
export interface Aftermath {
  readonly step: StepReport
  /** The folder hash of the predictions, where the step passed. */
  readonly hash: string | undefined
  /** Lines that it printed. */
  readonly printed: readonly string[]
  /** Containers, processes, mounts and files that are still there, and files of the host that are no longer as they were. */
  readonly left: readonly string[]
}

/** A word of every command line of an attack, so that its processes can be found. */
export const MARK = `31${process.pid}`
/** Not a part of the ID of another container. */
const WORD = new RegExp(`\\b${MARK}\\b`)

/** Runs a script as the task infer, as a whole step: the container, the look at what it left, and the cleaning. */
export async function attack(
  engine: Engine,
  image: string,
  {
    lines,
    limits = {},
    look,
    mountPath,
    extra,
    programs = {},
    environment = [],
    parent = '/dev/shm',
  }: Attack,
): Promise<Aftermath> {
  // In memory: 100,000 files take their time on a disk.
  await using folder = await tempFolder('medperf-attack-', parent)
  const work = join(folder.path, 'work')
  const changed = hostFiles(folder.path)
  const label = `org.medperf.test=attack-${randomBytes(8).toString('hex')}`
  const { signal } = new AbortController()
  const log = createLog(() => {})
  const additionalFiles = extra?.(folder.path) ?? folder.path
  if (extra !== undefined) {
    mkdirSync(additionalFiles, { recursive: true })
    writeFileSync(join(additionalFiles, 'own'), 'own')
    for (const [name, bytes] of Object.entries(programs))
      writeFileSync(join(additionalFiles, name), bytes, { mode: 0o755 })
  }
  const script = {
    command: ['sh', '-c', lines, 'sh', join(folder.path, 'secret'), folder.path],
    environment,
    inputs: [
      { name: 'data_path', path: mountPath?.(folder.path) ?? '/data', type: 'directory' },
      ...(extra === undefined
        ? []
        : [{ name: 'additional_files', path: '/extra', type: 'directory' } as const]),
    ],
    outputs: [{ name: 'output_path', path: '/predictions', type: 'directory' }],
  } as const
  const subject = benchmark({ infer: script })
  const context = {
    engine,
    label,
    signal,
    log,
    sequential: false,
    hasToolCache: false,
    benchmark: { ...subject, limits: { ...subject.limits, infer: limits } },
    folders: { work, report: join(folder.path, 'report') },
    reach: 'private' as const,
    limits: { maxFiles: 1e6, maxSize: 1e9, maxRatio: 1e3 },
  }
  const here = { runBy: image, configDigest: '' }
  const sources = { rawData: folder.path, rawLabels: folder.path, additionalFiles }
  let hash: string | undefined
  const row = defineRow({
    name: 'infer',
    step: 'infer',
    kind: 'task',
    needs: [],
    work: (_, tools) =>
      runTask('infer', { image: here, sources }, { ...tools, imagesHere: () => [here] }, async ([output]) => {
        hash = await hashFolder([output?.source ?? ''], undefined, { inside: output?.source ?? '' })
        return true as const
      }),
  })
  const { steps } = await runRows([row], context)
  const [report] = steps
  if (report === undefined) throw new Error('there is no step')
  look?.(join(work, 'predictions'))
  const inputs = changed()
  const printed = readFileSync(join(context.folders.report, report.log ?? ''), 'utf8').split('\n')
  const trouble = await removeFolder(work, (path) => engine.reclaim(path, [image], label))
  const { removed, problem } = await engine.removeAll(label)
  return {
    step: report,
    hash,
    printed,
    left: [
      ...(removed > 0 ? [`${removed} containers`] : []),
      ...[trouble, problem].filter((one) => one !== undefined),
      ...processes(),
      ...readFileSync('/proc/self/mounts', 'utf8')
        .split('\n')
        .filter((line) => line.includes(folder.path)),
      ...(existsSync(work) ? [work] : []),
      ...inputs,
      ...[join(folder.path, 'secret'), join(folder.path, 'open', 'file')].filter((path) => !existsSync(path)),
    ],
  }
}

/** Inputs, and files of the host that links may lead to; all of them have to stay as they are. */
function hostFiles(folder: string) {
  const files = ['work/data/data/case.txt', 'work/data/labels/labels.txt', 'secret', 'open/file'].map(
    (name) => join(folder, name),
  )
  for (const path of files) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, 'of the host', { mode: path.endsWith('secret') ? 0o000 : 0o644 })
  }
  const paths = [...files, ...files.map((path) => dirname(path))].filter((path) => path !== folder)
  const before = paths.map(stateOf)
  return () => paths.flatMap((path, at) => (stateOf(path) === before[at] ? [] : [`${path} has changed`]))
}

/** The kernel notes every change of content, mode, owner and links in the time of the last change. */
function stateOf(path: string): string {
  const { ctimeNs, mode, size, nlink } = lstatSync(path, { bigint: true })
  return [ctimeNs, mode, size, nlink].join()
}

/** Command lines of processes that bear the mark. */
function processes(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        return WORD.test(line) ? [line] : []
      } catch {
        return []
      }
    })
}
