import type { NamedSource } from '../../benchmark/benchmark.ts'
import { ExpectedError } from '../../facts/error.ts'
import { known } from '../../facts/known.ts'
import { fetchArchive, type Unpacked } from '../../fetch/archive.ts'
import { copyFolder } from '../../files/copy-folder.ts'
import { type FileHashes, hashFolder } from '../../files/folder-hash.ts'
import type { Context } from '../context.ts'
import type { Recording } from '../recording.ts'
import { blameSource } from './blame.ts'
import { isClosed } from './closed.ts'

/** A source as a folder of this machine. */
export interface FoundFolder {
  readonly folder: string
  readonly sha256: string
  readonly hashes?: FileHashes
  readonly counts?: Pick<Unpacked, 'bytes' | 'files'>
}

/** What is wanted of a source. */
export interface SourceWish {
  /** As messages name it. */
  readonly what: string
  /** The folder of the run for it, which does not exist yet. */
  readonly into: string
  /**
   * Whether a container may write it: then a folder of the repository is copied too, as nothing outside the run's folder is ever
   * given to a container for writing. So is one that containers could not read.
   */
  readonly isWritten: boolean
}

/** A source as a folder of this machine: a folder of the repository stays where it is, an archive is unpacked. */
export const fetchSource = (
  source: NamedSource,
  wish: SourceWish,
  context: Context,
  recording: Recording,
): Promise<FoundFolder> => blameSource(source, getSource(source, wish, context, recording))

async function getSource(
  source: NamedSource,
  { what, into, isWritten }: SourceWish,
  context: Context,
  recording: Recording,
): Promise<FoundFolder> {
  if (source.kind === 'url' || source.type === 'file')
    return unpackArchive(source, { what, into }, context, recording)
  const found =
    isWritten || isClosed(source.path)
      ? await takeCopy(source.path, into, context)
      : await takeFolder(source.path, context)
  return expectHash(source, what, found)
}

async function takeFolder(folder: string, { hashes: before }: Context): Promise<FoundFolder> {
  const hashes = before?.get(folder)
  return known({ folder, sha256: await hashFolder([folder], hashes), hashes })
}

async function takeCopy(folder: string, into: string, { limits, signal }: Context): Promise<FoundFolder> {
  const hashes = await copyFolder(folder, into, { limits, signal })
  return { folder: into, sha256: await hashFolder([into], hashes, { inside: into }), hashes }
}

async function unpackArchive(
  source: NamedSource,
  { what, into }: Omit<SourceWish, 'isWritten'>,
  { limits, reach, signal, hasToolCache, log }: Context,
  recording: Recording,
): Promise<FoundFolder> {
  const origin =
    source.kind === 'url'
      ? ({ kind: 'url', url: source.url } as const)
      : ({ kind: 'file', path: source.path } as const)
  try {
    const unpacked = await fetchArchive(
      origin,
      known({
        into,
        limits,
        reach,
        signal,
        toolCache: hasToolCache,
        aside: log.aside,
        say: (line: string) => recording.say(`${what}: ${line}`),
        sha256: source.sha256,
      }),
    )
    const { folder, sha256, hashes, bytes, files } = unpacked
    recording.say(`${what}: ${files} files, sha256 ${sha256}`)
    return { folder, sha256, hashes, counts: { bytes, files } }
  } catch (error) {
    throw withName(what, error)
  }
}

function expectHash(
  { shown, sha256 }: Extract<NamedSource, { kind: 'path' }>,
  what: string,
  found: FoundFolder,
): FoundFolder {
  if (sha256 === undefined || sha256 === found.sha256) return found
  throw new ExpectedError('hash', `${what}: ${shown} has the folder hash ${found.sha256}, not ${sha256}`, {
    hint: 'Update `sha256` in benchmark.yaml if the change is meant.',
  })
}

/** A failure that says which of several downloads it is about. */
function withName(what: string, error: unknown): unknown {
  if (!(error instanceof ExpectedError)) return error
  const { kind, message, hint, code } = error
  return new ExpectedError(kind, `${what}: ${message}`, { hint, code, cause: error })
}
