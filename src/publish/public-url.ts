import type { ArchiveLimits } from '../archive/limits.ts'
import { createSlabPool, type Slab } from '../archive/slabs.ts'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import type { AddressReach } from '../facts/reach.ts'
import { consumeBody } from '../fetch/consume.ts'
import type { Timing } from '../fetch/download.ts'
import { readOrigin } from '../fetch/origin.ts'
import { countBytes } from '../words/size.ts'
import { showUrl } from '../words/url.ts'

export interface PublicUrlOptions {
  /** What the file has to be, in hexadecimal. */
  readonly sha256: string
  /** `owner/name`, where the address is of a file of that repository: it may be private. */
  readonly repository?: string
  /** What is larger is not read to its end. */
  readonly limits: Pick<ArchiveLimits, 'maxSize' | 'maxRatio'>
  /** Which addresses may be asked. */
  readonly reach: AddressReach
  readonly signal: AbortSignal
  /** Prints a line of our own words. */
  readonly say: (line: string) => void
  readonly timing?: Timing
}

/**
 * Downloads an address once, as a MedPerf client at a hospital will: without credentials, to its end, and compares the hash
 * (docs/medperf.md 13.5). Rejects with an ExpectedError of kind `download` or `hash`, or with the reason of the signal.
 */
export async function checkPublicUrl(
  url: string,
  options: PublicUrlOptions,
): Promise<{ readonly bytes: number }> {
  const found = await readOrigin({ kind: 'url', url }, withoutHash(options), ({ source, body, signal }) => {
    const pool = createSlabPool(signal)
    const write = (slab: Slab) => pool.give(slab.buffer)
    const { limits, say } = options
    return consumeBody(body, { write }, { source, pool, limits, say })
  }).catch((error: unknown) => {
    throw inOwnWords(error, options)
  })
  if (found.sha256 === options.sha256) return { bytes: found.bytes }
  throw new ExpectedError(
    'hash',
    `${showUrl(url)} yields ${countBytes(found.bytes)} with the sha256 ${found.sha256}, and the file here has ${options.sha256}`,
    {
      hint:
        options.repository === undefined
          ? 'Serve exactly the file that was tested, or let the test run again with the one that is served.'
          : 'What GitHub serves is not what is checked out: commit the file as it is, without Git LFS or changed line ends.',
    },
  )
}

// A hash that is not as expected is told in other words than those of a download.
const withoutHash = ({ signal, say, timing, reach }: PublicUrlOptions) =>
  known({ signal, say, timing, reach })

/** GitHub says "not found", or shows the page to log in, to everybody who may not see a repository. */
function inOwnWords(error: unknown, { repository }: PublicUrlOptions): unknown {
  if (!(error instanceof ExpectedError)) return error
  const { kind, message } = error
  if (kind === 'archive') {
    return new ExpectedError('hash', `${message}, so it is another file`, {
      hint: 'Serve exactly the file that was tested.',
      cause: error,
    })
  }
  if (repository === undefined || !/\(HTTP 40[134]\)|is a web page/.test(message)) return error
  return new ExpectedError('download', message, {
    hint: `Hospitals, whose MedPerf clients download without a login, could not get it either. If ${repository} is private, make it public, or host the file elsewhere (Zenodo, a public bucket) and name it by \`url\` and \`sha256\`.`,
    cause: error,
  })
}
