import { plainLine } from '../text.ts'
import { archiveTag } from './docker-archive.ts'
import { imageFailure, inspectImage, toImage } from './docker-images.ts'
import { dockerWords } from './docker-words.ts'
import type { Image } from './engine.ts'
import { runProcess } from './process.ts'

/** Loads an archive made by `docker save` by tag, and gives its first tag as MedPerf's client does (contract 11.1). */
export async function loadImage(
  command: string,
  archive: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<Image> {
  const tag = await archiveTag(archive)
  signal.throwIfAborted()
  const loaded = await runProcess(command, ['load', '--quiet', '--input', archive], { signal })
  signal.throwIfAborted()
  const found = loaded.code === 0 ? await inspectImage(command, tag) : undefined
  if (found !== undefined) return toImage(tag, { ...found, RepoDigests: [] })
  const reason = loaded.code === 0 ? `it did not bring ${plainLine(tag)}` : dockerWords(loaded.stderr)
  throw imageFailure(`the image archive cannot be loaded: ${reason}`, reason)
}
