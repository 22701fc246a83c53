import { constants, copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Benchmark, Component, NamedSource } from '../benchmark/benchmark.ts'
import { type DemoPaths, readDemoPaths } from '../benchmark/demo-paths.ts'
import { isAsset } from '../containers/supported.ts'
import { StepFailure } from '../facts/failure.ts'
import { nameRole, ROLES, type Role } from '../facts/role.ts'
import { fetchArchive, type Unpacked } from '../fetch/archive.ts'
import { type FileHashes, folderHash } from '../files/folder-hash.ts'
import { workspaceOf } from '../job/workspace.ts'
import { checkFiles } from './check-files.ts'
import type { Context } from './context.ts'
import { checkDecryptionKey, type Decrypted } from './decrypt.ts'
import { type GpuWitness, preflightGpus } from './gpus.ts'
import { comingImages, getImage } from './image.ts'
import type { Recording } from './recording.ts'
import { asHosted } from './registered-file.ts'
import { failureOf, type Worked } from './step.ts'
import type { Ready } from './task.ts'

/** The demo dataset on this machine: absolute paths, and hashes in hexadecimal. */
export interface Demo {
  readonly paths: DemoPaths
  /** Of the archive, or of the folder (docs/medperf.md 11.2). */
  readonly sha256: string
  readonly bytes?: number
  readonly files?: number
  readonly inputDataHash: string
}

export interface Fetched extends Ready {
  readonly demo: Demo
  /** SHA-256 of the additional files of the roles that have some. */
  readonly additionalHashes: Readonly<Partial<Record<Role, string>>>
  /** SHA-256 of the image files of the roles whose image is a file. */
  readonly imageHashes: Readonly<Partial<Record<Role, string>>>
}

/** Gets everything the tasks need, side by side; all that cannot be had is named in one failure. */
export async function fetchAll(
  context: Context,
  recording: Recording,
  witness: Decrypted & GpuWitness,
): Promise<Worked<Fetched>> {
  const { benchmark } = context
  checkDecryptionKey(context)
  const demo = fetchDemo(benchmark, context, recording)
  const additional = ROLES.map((role) => fetchAdditional(benchmark.components[role], context, recording))
  const { engine, signal } = context
  const coming = comingImages(ROLES.map((role) => benchmark.components[role]))
  const room = engine.checkRoom(coming, { signal, say: recording.say })
  const images = ROLES.map(async (role) => {
    await room
    return getImage(benchmark.components[role], context, recording, witness)
  })
  const failure = await firstFailure([demo, ...additional, ...images], recording)
  if (failure !== undefined) return { failure }
  const got = await Promise.all(images)
  const byRole = knownOf(got.map((one) => one?.image))
  await preflightGpus(context, byRole, recording, witness)
  const files = await Promise.all(additional)
  const fetched = await demo
  const ready: Ready = {
    images: byRole,
    sources: {
      rawData: fetched.paths.data,
      rawLabels: fetched.paths.labels,
      additionalFiles: byRoleOf(files.map(({ folder }) => folder)),
    },
  }
  await checkFiles(context, ready)
  return {
    value: {
      ...ready,
      demo: fetched,
      additionalHashes: knownOf(files.map(({ sha256 }) => sha256)),
      imageHashes: knownOf(got.map((one) => one?.file)),
    },
  }
}

/** What there is, by role. */
const knownOf = <T>(found: readonly (T | undefined)[]): Readonly<Partial<Record<Role, T>>> =>
  Object.fromEntries(
    ROLES.flatMap((role, index) => (found[index] === undefined ? [] : [[role, found[index]]])),
  )

async function firstFailure(work: readonly Promise<unknown>[], recording: Recording) {
  const settled = await Promise.allSettled(work)
  // Images that do not fit together all fail for the same reason.
  const reasons = new Set(settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])))
  const failures = [...reasons].map(failureOf)
  for (const { message } of failures) recording.say(message)
  const [first, ...others] = failures
  if (first === undefined || others.length === 0) return first
  return { ...first, message: failures.map(({ message }) => message).join('; ') }
}

function byRoleOf<T>([preparator, model, evaluator]: readonly T[]): Readonly<Record<Role, T>> {
  if (preparator === undefined || model === undefined || evaluator === undefined) {
    throw new TypeError('one value for each of the three roles is needed')
  }
  return { data_preparator: preparator, reference_model: model, evaluator }
}

async function fetchDemo(
  { demoDataset: { source, prepared } }: Benchmark,
  context: Context,
  recording: Recording,
): Promise<Demo> {
  const found = await fetchSource(
    source,
    'demo dataset',
    join(context.folders.work, 'demo'),
    context,
    recording,
  )
  // Links of a folder of the repository were judged with benchmark.yaml; those of an archive must stay in it.
  const within = found.counts === undefined ? {} : { within: found.folder }
  const paths = readDemoPaths(found.folder, { prepared, ...within })
  const inputDataHash = await folderHash([paths.data, paths.labels], found.hashes)
  return { paths, sha256: found.sha256, inputDataHash, ...found.counts }
}

interface Additional {
  readonly folder: string
  readonly sha256?: string
}

/** The folder of a container's additional files; an empty one where it has none (docs/medperf.md 13.3). */
async function fetchAdditional(
  component: Component,
  context: Context,
  recording: Recording,
): Promise<Additional> {
  const { role, spec, additionalFiles } = component
  const { work } = context.folders
  const into =
    spec.mlcube === undefined
      ? join(work, 'additional-files', role)
      : join(workspaceOf(work, role), 'additional_files')
  const what = isAsset(component) ? 'asset' : `additional files of the ${nameRole(role)}`
  const found: Additional =
    additionalFiles === undefined
      ? { folder: into }
      : await asHosted(component, fetchSource(additionalFiles, what, into, context, recording))
  mkdirSync(into, { recursive: true })
  if (spec.mlcube !== undefined) fillWorkspace(component, found.folder, into)
  return found
}

/**
 * Puts into an MLCube's `workspace/` what MedPerf does: parameters.yaml and additional_files/
 * (docs/medperf.md 16.1).
 */
function fillWorkspace({ parametersFile, registered }: Component, folder: string, into: string): void {
  // A copy, because a task may write into its workspace.
  if (folder !== into)
    cpSync(folder, into, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE })
  const parameters = join(dirname(into), 'parameters.yaml')
  if (parametersFile !== undefined) copyFileSync(parametersFile, parameters)
  else if (registered?.parametersText !== undefined) writeFileSync(parameters, registered.parametersText)
}

interface Found {
  readonly folder: string
  readonly sha256: string
  readonly hashes?: FileHashes
  readonly counts?: Pick<Unpacked, 'bytes' | 'files'>
}

/** A source as a folder of this machine: a folder of the repository stays where it is, an archive is unpacked. */
async function fetchSource(
  source: NamedSource,
  what: string,
  into: string,
  { limits, signal, hasToolCache, log }: Context,
  recording: Recording,
): Promise<Found> {
  if (source.kind === 'synapse') {
    throw new StepFailure(
      'download',
      `${what}: synapse:${source.id} cannot be fetched, because Synapse needs a login`,
      'Host the archive at a public https address, or name a folder of this repository with `path:`.',
    )
  }
  if (source.kind === 'path' && source.type === 'directory') return folderFound(source, what)
  const origin =
    source.kind === 'url'
      ? ({ kind: 'url', url: source.url } as const)
      : ({ kind: 'file', path: source.path } as const)
  const { sha256 } = source
  try {
    const unpacked = await fetchArchive(origin, {
      ...{ into, limits, signal, toolCache: hasToolCache, aside: log.aside },
      say: (line) => recording.say(`${what}: ${line}`),
      ...(sha256 === undefined ? {} : { sha256 }),
    })
    const { folder, hashes, bytes, files } = unpacked
    recording.say(`${what}: ${files} files, sha256 ${unpacked.sha256}`)
    return { folder, sha256: unpacked.sha256, hashes, counts: { bytes, files } }
  } catch (error) {
    throw named(what, error)
  }
}

async function folderFound(source: Extract<NamedSource, { kind: 'path' }>, what: string): Promise<Found> {
  const sha256 = await folderHash([source.path])
  if (source.sha256 === undefined || source.sha256 === sha256) return { folder: source.path, sha256 }
  throw new StepFailure(
    'hash',
    `${what}: ${source.shown} has the folder hash ${sha256}, not ${source.sha256}`,
    'Update `sha256` in benchmark.yaml if the change is meant.',
  )
}

/** A failure that says which of several downloads it is about. */
function named(what: string, error: unknown): unknown {
  if (!(error instanceof StepFailure)) return error
  const { kind, message, hint } = error.failure
  return new StepFailure(kind, `${what}: ${message}`, hint, { cause: error })
}
