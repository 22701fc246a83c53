import { known } from '../../../facts/known.ts'
import { plainLine } from '../../../words/text.ts'
import type { Image, LoadOptions } from '../../engine.ts'
import { imageFailure } from '../../image-failure.ts'
import { type Ended, runProcess } from '../../process/process.ts'
import { type Checked, checkSaved } from '../../saved/check.ts'
import { hashManifest } from '../../saved/describe.ts'
import { type InputFile, openInput } from '../../saved/input-file.ts'
import { writeSaved } from '../../saved/write.ts'
import { describeOwn, inspectImage } from '../inspect.ts'
import { cleanDockerWords } from '../words.ts'
import { findNameless, hasName, keepNameless, releaseNameless, removeNames } from './own.ts'

/** Gives a checked archive to an engine. */
export type GiveArchive = (
  command: string,
  input: InputFile,
  checked: Checked,
  options: LoadOptions,
) => Promise<Ended>

/**
 * Loads an archive made by `docker save` by tag, and gives the image of its first tag, as MedPerf's client does
 * (docs/medperf.md 14.2), under a name of the run's own: no tag of the archive reaches the engine, and nothing at all of one that does
 * not hold what it says.
 */
export async function loadImage(
  command: string,
  archive: string,
  options: LoadOptions,
  give: GiveArchive = giveStream,
): Promise<Image> {
  const { as, limits, sha256, signal } = options
  await using input = await openInput(archive)
  const checked = await checkSaved(input, { limits, sha256, needsTag: true })
  signal.throwIfAborted()
  // By its ID, which is the digest of its configuration, or of the manifest that we write for it.
  const ids = [checked.configDigest, hashManifest(checked)]
  const nameless = await findNameless(command, ids)
  if (nameless !== undefined) await keepNameless(command, nameless, as)
  const tryOnce = async () => {
    const loaded = await give(command, input, checked, options)
    signal.throwIfAborted()
    const found = loaded.code === 0 ? await inspectImage(command, as) : undefined
    return { loaded, found }
  }
  const first = await tryOnce()
  // Another run that has the same image may have removed it in the moment before it got our name.
  const { loaded, found } = first.found === undefined && !isFull(first.loaded) ? await tryOnce() : first
  if (found !== undefined && ids.includes(found.Id)) {
    if (nameless !== undefined && hasName(found, as)) await releaseNameless(command, as)
    return known({ ...describeOwn(found, checked.configDigest), among: checked.among })
  }
  await removeNames([as], command)
  const reason =
    loaded.code === 0 ? `it did not bring ${checked.configDigest}` : cleanDockerWords(loaded.stderr)
  throw imageFailure(`the image archive cannot be loaded: ${plainLine(reason, 1_000)}`, reason)
}

const isFull = ({ stderr }: Ended) => /no space left on device/i.test(stderr)

const giveStream: GiveArchive = (command, input, checked, { as, limits, signal }) =>
  runProcess(command, ['load', '--quiet'], {
    signal,
    input: writeSaved(input, checked, { as, limits, isForDocker: true }),
  })
