import { constants, statSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type DemoPaths, readDemoPaths } from '../../benchmark/demo-paths.ts'
import { known } from '../../facts/known.ts'
import { guardDisk } from '../../files/disk-floor.ts'
import { hashFolder } from '../../files/folder-hash.ts'
import { handOver, handOverEntry, makeGivenFolder } from '../../files/hand-over.ts'
import type { Context } from '../context.ts'
import type { Recording } from '../recording.ts'
import { mayWriteRaw } from '../tasks/places.ts'
import { blameSource } from './blame.ts'
import { fetchSource } from './source.ts'

/** The demo dataset on this machine: absolute paths, and hashes in hexadecimal. */
export interface Demo {
  readonly paths: DemoPaths
  /** Of the archive, or of the folder (docs/medperf.md 11.2). */
  readonly sha256: string
  readonly bytes?: number
  readonly files?: number
  readonly inputDataHash: string
}

/** Gets the demo dataset, and finds data and labels in it. */
export async function getDemo(context: Context, recording: Recording): Promise<Demo> {
  const { source, prepared } = context.benchmark.demoDataset
  const into = join(context.folders.work, 'demo')
  const isWritten = mayWriteRaw(context.benchmark)
  const found = await fetchSource(source, { what: 'demo dataset', into, isWritten }, context, recording)
  // Links of a folder of the repository were judged with benchmark.yaml; those of an archive or a copy must stay in it.
  const within = found.folder === into ? into : undefined
  const read = async () => readDemoPaths(found.folder, known({ prepared, within }))
  const paths = await blameSource(source, read())
  const inputDataHash = await hashFolder([paths.data, paths.labels], found.hashes)
  const given =
    context.benchmark.components.data_preparator.spec.mlcube === undefined
      ? paths
      : {
          ...paths,
          data: await setApart(paths.data, 'data', context),
          labels: await setApart(paths.labels, 'labels', context),
        }
  await handOver(into)
  return { paths: given, sha256: found.sha256, inputDataHash, ...found.counts }
}

/**
 * An MLCube is given the folder of a file (docs/medperf.md 16.4): one that holds nothing else, as beside a file of the repository
 * anything may lie, a checkout's credentials among it.
 */
async function setApart(path: string, name: string, { folders }: Pick<Context, 'folders'>): Promise<string> {
  const stats = statSync(path)
  if (!stats.isFile()) return path
  const folder = join(folders.work, 'raw', name)
  makeGivenFolder(folder)
  guardDisk(folder)(stats.size)
  const copy = join(folder, basename(path))
  await copyFile(path, copy, constants.COPYFILE_FICLONE)
  handOverEntry(copy)
  return copy
}
