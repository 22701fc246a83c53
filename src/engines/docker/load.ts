import { plainLine } from '../../words/text.ts'
import type { Image } from '../engine.ts'
import { imageFailure } from '../image-failure.ts'
import { runProcess } from '../process.ts'
import { readSaved } from '../saved-image.ts'
import { describeOwn, inspectImage, isKeptByManifest } from './inspect.ts'
import { cleanDockerWords } from './words.ts'

/**
 * Loads an archive made by `docker save` by tag, and gives the image of its first tag, as MedPerf's client does
 * (docs/medperf.md 14.2).
 */
export async function loadImage(
  command: string,
  archive: string,
  { signal }: { readonly signal: AbortSignal; readonly within?: string },
): Promise<Image> {
  const { tag, id } = await readSaved(archive)
  signal.throwIfAborted()
  const loaded = await runProcess(command, ['load', '--quiet', '--input', archive], { signal })
  signal.throwIfAborted()
  const known = loaded.code === 0 && id !== undefined ? await inspectImage(command, id) : undefined
  // Docker with containerd's store has IDs of its own.
  const found = known ?? (loaded.code === 0 ? await inspectImage(command, tag) : undefined)
  if (found !== undefined) return describeOwn(found, isKeptByManifest(found) ? id : found.Id)
  const reason = loaded.code === 0 ? `it did not bring ${plainLine(tag)}` : cleanDockerWords(loaded.stderr)
  throw imageFailure(`the image archive cannot be loaded: ${reason}`, reason)
}
