import type { Benchmark, Component, Source } from '../benchmark/benchmark.ts'
import { isAsset } from '../containers/supported.ts'
import type { HostedFile } from '../facts/hosted-file.ts'
import { ROLES } from '../facts/role.ts'
import { HOSTED_FILES } from '../github/releases.ts'
import type { Job } from '../job/job.ts'
import { commitOf } from '../job/trigger.ts'
import type { Era } from '../medperf/era.ts'
import { assetOf } from './asset.ts'
import type { Publication, Publications } from './evidence.ts'
import { manifestsAt } from './manifests.ts'

/**
 * Hashes and addresses of what a merge publishes, before it is published: without them a plan could not tell files that are
 * registered already from new ones. Rejects with a StepFailure where something cannot be published.
 */
export async function foreseen(benchmark: Benchmark, job: Job, era: Era | undefined): Promise<Publications> {
  const components: Partial<Record<(typeof ROLES)[number], Publication>> = {}
  for (const role of ROLES) components[role] = await foreseenOf(benchmark.components[role], job, era)
  const demoDataset = await packed(benchmark.demoDataset.source, 'demo dataset', job)
  return { components, ...(demoDataset && { demoDataset }) }
}

async function foreseenOf(component: Component, job: Job, era: Era | undefined): Promise<Publication> {
  if (component.registered !== undefined) return {}
  const label = component.role.replaceAll('_', ' ')
  const files = await packed(component.additionalFiles, `${label} files`, job)
  const image = await packed(component.imageFile, `${label} image`, job)
  const commit = commitOf(job.trigger)
  const hasAddress =
    era === 'mlcube' && !isAsset(component) && commit !== undefined && job.runner.repository !== undefined
  return {
    ...(files && { additionalFiles: files }),
    ...(image && { imageFile: image }),
    ...(hasAddress ? await manifestsAt(component, job, commit) : {}),
  }
}

async function packed(source: Source | undefined, label: string, job: Job): Promise<HostedFile | undefined> {
  if (source?.kind !== 'path') return undefined
  const { name, sha256 } = await assetOf(source, label, { work: job.folders.work, signal: job.signal })
  const { serverUrl, repository } = job.runner
  if (repository === undefined) return { sha256 }
  const { owner, repo } = repository
  return { sha256, url: `${serverUrl}/${owner}/${repo}/releases/download/${HOSTED_FILES}/${name}` }
}
