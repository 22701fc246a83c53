import type { NamedSource } from '../benchmark/benchmark.ts'
import { ExpectedError } from '../facts/error.ts'
import type { HostedFile } from '../facts/hosted-file.ts'
import { known } from '../facts/known.ts'
import type { GitHub } from '../github/client.ts'
import { publishAsset } from '../github/releases.ts'
import { prepareAsset } from '../plan/asset.ts'
import { checkPublicUrl } from './public-url.ts'
import type { PublishingJob } from './request.ts'

/** Where files are published, and as whom. */
export interface Host {
  readonly job: PublishingJob
  readonly github: GitHub
}

/** Publishes a file or folder of the repository as a release asset that everybody can download. */
export async function hostSource(
  source: Extract<NamedSource, { kind: 'path' }>,
  label: string,
  host: Host,
): Promise<Required<HostedFile>> {
  const { job, github } = host
  const { repository, token } = job.github
  if (repository === undefined || token === undefined) {
    throw new ExpectedError(
      'blocked',
      `${source.shown} cannot be published: there is no repository or no token`,
      {
        hint: 'Give the job `permissions: contents: write`, or host the file elsewhere and name it by `url` and `sha256`.',
      },
    )
  }
  const asset = await prepareAsset(source, label, { work: job.folders.work, signal: job.signal })
  const published = await publishAsset({
    ...repository,
    github,
    asset,
    token,
    signal: job.signal,
    say: job.log.say,
  })
  await checkOwn(published.url, asset.sha256, host)
  return { url: published.url, sha256: asset.sha256 }
}

/** Downloads a file of the repository, whose server may be private like its API. */
export const checkOwn = (url: string, sha256: string, { job }: Pick<Host, 'job'>): Promise<void> =>
  checkHosted(url, sha256, { job: { ...job, reach: 'private' } })

/** Downloads an address as a hospital will; rejects when it is not public or holds something else. */
export async function checkHosted(url: string, sha256: string, { job }: Pick<Host, 'job'>): Promise<void> {
  const { repository } = job.github
  const options = {
    sha256,
    limits: job.test.limits,
    reach: job.reach,
    signal: job.signal,
    say: job.log.say,
    repository: repository && `${repository.owner}/${repository.repo}`,
  }
  await checkPublicUrl(url, known(options))
}
