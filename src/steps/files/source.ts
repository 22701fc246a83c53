import type { NamedSource } from '../../benchmark/benchmark.ts'
import { ExpectedError } from '../../facts/error.ts'
import { known } from '../../facts/known.ts'
import { fetchArchive, type Unpacked } from '../../fetch/archive.ts'
import { type FileHashes, hashFolder } from '../../files/folder-hash.ts'
import type { Context } from '../context.ts'
import type { Recording } from '../recording.ts'

/** A source as a folder of this machine. */
export interface FoundFolder {
  readonly folder: string
  readonly sha256: string
  readonly hashes?: FileHashes
  readonly counts?: Pick<Unpacked, 'bytes' | 'files'>
}

/** A source as a folder of this machine: a folder of the repository stays where it is, an archive is unpacked. */
export async function fetchSource(
  source: NamedSource,
  what: string,
  into: string,
  { limits, signal, hasToolCache, log }: Context,
  recording: Recording,
): Promise<FoundFolder> {
  if (source.kind === 'synapse')
    throw refuseSynapse(
      what,
      source.id,
      'Host the archive at a public https address, or name a folder of this repository with `path:`.',
    )
  if (source.kind === 'path' && source.type === 'directory') return findFolder(source, what)
  const origin =
    source.kind === 'url'
      ? ({ kind: 'url', url: source.url } as const)
      : ({ kind: 'file', path: source.path } as const)
  const { sha256 } = source
  try {
    const unpacked = await fetchArchive(
      origin,
      known({
        into,
        limits,
        signal,
        toolCache: hasToolCache,
        aside: log.aside,
        say: (line: string) => recording.say(`${what}: ${line}`),
        sha256,
      }),
    )
    const { folder, hashes, bytes, files } = unpacked
    recording.say(`${what}: ${files} files, sha256 ${unpacked.sha256}`)
    return { folder, sha256: unpacked.sha256, hashes, counts: { bytes, files } }
  } catch (error) {
    throw withName(what, error)
  }
}

/** Why a file that only Synapse has cannot be used. */
export const refuseSynapse = (what: string, id: string, hint: string): ExpectedError =>
  new ExpectedError('download', `${what}: synapse:${id} cannot be fetched, because Synapse needs a login`, {
    hint,
  })

async function findFolder(
  source: Extract<NamedSource, { kind: 'path' }>,
  what: string,
): Promise<FoundFolder> {
  const sha256 = await hashFolder([source.path])
  if (source.sha256 === undefined || source.sha256 === sha256) return { folder: source.path, sha256 }
  throw new ExpectedError(
    'hash',
    `${what}: ${source.shown} has the folder hash ${sha256}, not ${source.sha256}`,
    { hint: 'Update `sha256` in benchmark.yaml if the change is meant.' },
  )
}

/** A failure that says which of several downloads it is about. */
function withName(what: string, error: unknown): unknown {
  if (!(error instanceof ExpectedError)) return error
  const { kind, message, hint } = error
  return new ExpectedError(kind, `${what}: ${message}`, { hint, cause: error })
}
