import { randomBytes } from 'node:crypto'
import { known } from '../facts/known.ts'
import { findProxy } from '../net/dispatcher.ts'
import { plainLine } from '../words/text.ts'
import type { Warning } from './warning.ts'

export interface ArtifactRequest {
  /** Absolute paths of report.json, summary.md and the logs, all below `folder`. */
  readonly files: readonly string[]
  readonly folder: string
  /** Path of benchmark.yaml. */
  readonly config: string
  readonly job: string
  readonly attempt: number
  /** Address of the run; the artifact's own lies below it. */
  readonly runUrl?: string
  /** Whether the runner knows a place for artifacts. */
  readonly hasStore: boolean
  /** Address of GitHub's pages. */
  readonly serverUrl: string
}

export interface ArtifactDone {
  readonly name: string
  readonly id: number
  readonly url?: string
}

/** Why nothing was uploaded, where that is as it should be. */
export interface ArtifactSkipped {
  readonly notice: string
}

/** Uploads the report and the logs where the platform keeps artifacts. Never throws. */
export async function uploadReport(
  request: ArtifactRequest,
): Promise<ArtifactDone | ArtifactSkipped | Warning> {
  const { hasStore, serverUrl, config, job, attempt } = request
  if (!hasStore) {
    return {
      notice: 'Artifacts cannot be uploaded here; the report and the logs are files in the work directory.',
    }
  }
  if (isEnterpriseServer(serverUrl)) {
    return {
      notice:
        'This GitHub Enterprise Server has no artifacts of the present kind: upload the folder of the output `report` with actions/upload-artifact@v3.',
    }
  }
  // The toolkit would go around it.
  const wrong = findProxy()?.wrong
  if (wrong !== undefined) return { warning: `${NOT_UPLOADED} (${wrong.message}). ${wrong.hint}` }
  const name = artifactName(config, job, attempt)
  try {
    return await upload(name, request)
  } catch (error) {
    // The jobs of a matrix have one name and one attempt.
    if (!/already exists|409|conflict/i.test(String(error))) return refused(error)
  }
  try {
    return await upload(`${name}-${randomBytes(3).toString('hex')}`, request)
  } catch (error) {
    return refused(error)
  }
}

/** A legal name that no other benchmark, job or attempt of the run has. */
export function artifactName(config: string, job: string, attempt: number): string {
  const parts = ['medperf', config.replace(/\.ya?ml$/, ''), job, String(attempt)]
  // What some file system cannot store, and what nobody wants to type.
  return parts
    .map((part) => part.replaceAll(/[^A-Za-z0-9_.-]+/g, '-').slice(0, 80))
    .filter(Boolean)
    .join('-')
}

async function upload(name: string, { files, folder, runUrl }: ArtifactRequest): Promise<ArtifactDone> {
  const { DefaultArtifactClient } = await import('@actions/artifact')
  const { id } = await new DefaultArtifactClient().uploadArtifact(name, [...files], folder)
  if (id === undefined) throw new Error('the service gave it no number')
  return known({ name, id, url: runUrl === undefined ? undefined : `${runUrl}/artifacts/${id}` })
}

function refused(error: unknown): Warning {
  // Addresses of the storage carry their permission in the query.
  const reason = plainLine(String(error).replaceAll(/\?\S*/g, ''), 300)
  const proxy = findProxy()
  const way = proxy === undefined ? '' : ` by way of the proxy that \`${proxy.variable}\` of the runner names`
  return { warning: `${NOT_UPLOADED}${way} (${reason}). They are in the log and the summary of this run.` }
}

const NOT_UPLOADED = 'The report and the logs could not be uploaded as an artifact'

// The toolkit's own rule, asked first because its refusal prints a warning of its own.
function isEnterpriseServer(url: string): boolean {
  const hostname = URL.parse(url)?.hostname ?? ''
  return hostname !== 'github.com' && !hostname.endsWith('.ghe.com') && !hostname.endsWith('.localhost')
}
