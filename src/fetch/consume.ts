import { createHash } from 'node:crypto'
import { type ArchiveLimits, expectRatio, tooLarge } from '../archive/limits.ts'
import { isWebPage } from '../archive/magic.ts'
import { type Slab, type SlabPool, toSlabs, viewBytes } from '../archive/slabs.ts'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { isLfsPointer, LFS_CODE } from '../files/lfs/pointer.ts'
import { formatBytes } from '../words/size.ts'
import { plainLine } from '../words/text.ts'
import type { Body, ByteSource } from './source.ts'

/** Between two lines about a long download, in milliseconds. */
const REPORT_EVERY = 10_000

/** What takes the slabs of a file one by one; it gives their memory back to the pool when it is done. */
export interface SlabSink {
  write(slab: Slab): void | Promise<void>
}

export interface Consuming {
  readonly source: ByteSource
  readonly pool: SlabPool
  readonly limits: Pick<ArchiveLimits, 'maxSize' | 'maxRatio'>
  readonly sha256?: string
  readonly say: (line: string) => void
}

/**
 * Moves a file from its source to a sink and hashes it on the way. Rejects with an ExpectedError of kind `download` for a web
 * page, `archive` above a limit, `hash` where the file is not the one that is expected.
 */
export async function consumeBody(
  body: Body,
  sink: SlabSink,
  { source, pool, limits, sha256, say }: Consuming,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256')
  const report = createReporter(body.length ?? body.announced, (line) => say(`${source.shown}: ${line}`))
  let bytes = 0
  for await (const slab of toSlabs(body.chunks, pool)) {
    if (bytes === 0 && isWebPage(body.contentType, viewBytes(slab))) throw webPage(source.shown)
    if (bytes === 0 && isLfsPointer(viewBytes(slab))) throw pointer(source.shown)
    bytes += slab.length
    if (bytes > limits.maxSize) throw tooLarge(limits.maxSize, `${source.shown} has`)
    const came = body.came?.()
    if (came !== undefined) expectRatio(came, bytes, limits.maxRatio, source.shown)
    hash.update(viewBytes(slab))
    await sink.write(known({ ...slab, came }))
    report(bytes)
  }
  const found = hash.digest('hex')
  if (sha256 !== undefined && found !== sha256) throw wrongHash(source.shown, found, sha256, body.encoding)
  return { sha256: found, bytes }
}

function createReporter(length: number | undefined, say: (line: string) => void): (bytes: number) => void {
  const start = performance.now()
  let next = start + REPORT_EVERY
  return (bytes) => {
    const now = performance.now()
    if (now < next) return
    next = now + REPORT_EVERY
    const speed = formatBytes((bytes / (now - start)) * 1_000)
    say(`${formatBytes(bytes)}${length === undefined ? '' : ` of ${formatBytes(length)}`}, ${speed}/s`)
  }
}

function webPage(shown: string): ExpectedError {
  return new ExpectedError('download', `${shown} is a web page, not the file`, {
    hint:
      'Share links of Google Drive, Dropbox and the like lead to a page about the file. Host it where `wget URL` yields the ' +
      'file itself, such as a GitHub release, Zenodo, or a public bucket; MedPerf needs the same.',
  })
}

/** What `raw.githubusercontent.com` and its like serve of a file that Git LFS keeps. */
const pointer = (shown: string): ExpectedError =>
  new ExpectedError('download', `${shown} is a Git LFS pointer, not the file itself`, {
    hint: 'A raw address of a repository serves the pointer: name `https://media.githubusercontent.com/media/…`, or host the file as an asset of a release, at Zenodo or in a public bucket.',
    code: LFS_CODE,
  })

function wrongHash(shown: string, found: string, expected: string, encoding?: string): ExpectedError {
  const encoded =
    encoding === undefined
      ? ''
      : ` The server sends it with the content encoding ${plainLine(encoding, 50)}, which MedPerf undoes before it hashes.`
  return new ExpectedError('hash', `${shown} has the sha256 ${found}, not ${expected}`, {
    hint: `Put the new hash into benchmark.yaml if the file was changed on purpose; if not, it must not be used.${encoded}`,
  })
}
