import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Place } from '../containers/volumes.ts'
import { ExpectedError } from '../facts/error.ts'
import type { Role } from '../facts/role.ts'
import type { Task } from '../facts/task.ts'
import { handOverEntry, makeGivenFolder } from '../files/hand-over.ts'
import { plainLine } from '../words/text.ts'

/**
 * Makes the folder of a run, which nobody else may enter: what lies in it belongs to the user of the containers, who can open it to all
 * others of the machine, and leave a program there that runs as that user.
 */
export function makeWork(path: string): void {
  mkdirSync(path, { recursive: true })
  chmodSync(path, 0o700)
}

/** Where the demo dataset and the files of a task's role lie after fetch; what a task cannot mount is not known. */
export interface Sources {
  readonly rawData: string
  readonly rawLabels: string
  readonly additionalFiles?: string | undefined
  /** The files of a model that is an asset. */
  readonly modelFiles?: string | undefined
}

/** The host path of each thing that MedPerf mounts (docs/medperf.md 13.2), for one task of one role. */
export function locatePlaces(
  work: string,
  sources: Sources,
  task: Task,
  role: Role,
): Readonly<Record<Place, string>> {
  const data = join(work, 'data')
  return {
    'raw data': sources.rawData,
    'raw labels': sources.rawLabels,
    'prepared data': join(data, 'data'),
    'prepared labels': join(data, 'labels'),
    metadata: join(data, 'metadata'),
    report: join(data, 'report', 'report.yaml'),
    statistics: join(work, 'statistics', 'statistics.yaml'),
    predictions: join(work, 'predictions'),
    results: join(work, 'results', 'results.yaml'),
    'local outputs': join(work, 'local-outputs'),
    'script results': join(work, 'script-results'),
    parameters: join(work, 'tasks', task, 'parameters.yaml'),
    'additional files': sources.additionalFiles ?? '',
    'model files': sources.modelFiles ?? '',
    workspace: locateWorkspace(work, role),
  }
}

/** The folder `workspace/` of a role's MLCube. */
export const locateWorkspace = (work: string, role: Role): string => join(work, 'workspaces', role)

/** Makes an output as MedPerf does: an empty folder, or an empty file where the mount says file (docs/medperf.md 13.3). */
export function makeOutput(path: string, type: 'file' | 'directory'): void {
  mkdirSync(dirname(path), { recursive: true })
  if (type === 'directory') {
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) throw isFile(path)
    makeGivenFolder(path)
    return
  }
  writeFileSync(path, '', { flag: 'a' })
  handOverEntry(path)
}

/** Of raw data that a task may write: MedPerf fails to make a folder of it. */
const isFile = (path: string) =>
  new ExpectedError(
    'archive',
    `the demo dataset has the file ${plainLine(basename(path), 200)} where the configuration has a folder`,
    {
      hint: 'Write `type: file` for that volume, or name the folder of the file in paths.yaml.',
    },
  )

/** A fresh empty folder for one task's `/tmp`. */
export function makeTmp(work: string, task: Task): string {
  const folder = join(work, 'tasks', task)
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'tmp')
  makeGivenFolder(path)
  return path
}
