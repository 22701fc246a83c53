import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Source } from '../benchmark/benchmark.ts'
import type { GitHub } from '../github/client.ts'
import { publishAsset } from '../github/releases.ts'
import { type Asset, assetName, fileAsset } from '../hosting/asset.ts'
import { packFolder } from '../hosting/pack.ts'
import { checkPublicUrl } from '../hosting/public-url.ts'
import type { Job } from '../job.ts'
import { MedPerfError } from '../medperf/error.ts'
import { hashFile } from '../medperf/hash-file.ts'
import type { HostedFile } from '../medperf/plan/evidence.ts'

/** Where files are published, and as whom. */
export interface Host {
  readonly job: Job
  readonly github: GitHub
}

/** Publishes a file or folder of the repository as a release asset that everybody can download. */
export async function hostSource(
  source: Extract<Source, { kind: 'path' }>,
  label: string,
  host: Host,
): Promise<Required<HostedFile>> {
  const { job, github } = host
  const { repository } = job.runner
  if (repository === undefined || job.inputs.token === undefined) {
    throw new MedPerfError(
      'blocked',
      `${source.shown} cannot be published: there is no repository or no token`,
      {
        hint: 'Give the job `permissions: contents: write`, or host the file elsewhere and name it by `url` and `sha256`.',
      },
    )
  }
  const asset = await assetOf(source, label, job)
  const published = await publishAsset({
    ...repository,
    ...{ github, asset, token: job.inputs.token, signal: job.signal, say: job.log.say },
  })
  await checkHosted(published.url, asset.sha256, host)
  return { url: published.url, sha256: asset.sha256 }
}

/** A file or folder of the repository as it is published; a folder is packed, always to the same bytes. */
export async function assetOf(
  source: Extract<Source, { kind: 'path' }>,
  label: string,
  job: Job,
): Promise<Asset> {
  if (source.type === 'file') return fileAsset(source.path, label)
  const folder = join(job.folders.work, 'packed')
  mkdirSync(folder, { recursive: true })
  const into = join(folder, `${label.replaceAll(/\W+/g, '-')}.tar.gz`)
  // Packed for the plan already: the folder is this run's alone.
  const before = existsSync(into) ? await hashFile(into) : undefined
  const { sha256, bytes } = before ?? (await packFolder(source.path, { into, signal: job.signal }))
  return { path: into, sha256, bytes, name: assetName(label, sha256, '.tar.gz') }
}

/** Downloads an address as a hospital will; rejects when it is not public or holds something else. */
export async function checkHosted(url: string, sha256: string, { job }: Host): Promise<void> {
  const { repository } = job.runner
  await checkPublicUrl(url, {
    sha256,
    maxSize: job.inputs.limits.maxSize,
    signal: job.signal,
    say: job.log.say,
    ...(repository === undefined ? {} : { repository: `${repository.owner}/${repository.repo}` }),
  })
}
