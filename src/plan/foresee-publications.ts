import type { Benchmark, Component, NamedSource } from '../benchmark/benchmark.ts'
import { isAsset } from '../containers/support.ts'
import type { HostedFile } from '../facts/hosted-file.ts'
import { known } from '../facts/known.ts'
import { collectParts, nameRole, type Role } from '../facts/role.ts'
import { HOSTED_FILES } from '../github/releases.ts'
import type { Job } from '../job/job.ts'
import type { ServerRules } from '../medperf/rules.ts'
import { prepareAsset } from './asset.ts'
import type { Publication, Publications } from './evidence.ts'
import { addressManifests } from './manifests.ts'

type ForeseenJob = Pick<Job, 'repository' | 'config' | 'github' | 'commit' | 'folders' | 'signal'>

/**
 * Hashes and addresses of what a merge publishes, before it is published: without them a plan could not tell files that are
 * registered already from new ones. Rejects with an ExpectedError where something cannot be published.
 */
export async function foreseePublications(
  benchmark: Benchmark,
  job: ForeseenJob,
  rules: ServerRules | undefined,
): Promise<Publications> {
  const components: Partial<Record<Role, Publication>> = {}
  for (const component of collectParts(benchmark.components))
    components[component.role] = await foreseeComponent(component, job, rules)
  const demoDataset = await foreseeFile(benchmark.demoDataset.source, 'demo dataset', job)
  return known({ components, demoDataset })
}

async function foreseeComponent(
  component: Component,
  job: ForeseenJob,
  rules: ServerRules | undefined,
): Promise<Publication> {
  if (component.registered !== undefined) return {}
  const label = nameRole(component.role)
  const files = await foreseeFile(component.additionalFiles, `${label} files`, job)
  const image = await foreseeFile(component.imageFile, `${label} image`, job)
  const { commit } = job
  const hasAddress =
    rules?.containers === 'files' &&
    !isAsset(component) &&
    commit !== undefined &&
    job.github.repository !== undefined
  const manifests = hasAddress ? await addressManifests(component, job, commit) : {}
  return known({ additionalFiles: files, imageFile: image, ...manifests })
}

async function foreseeFile(
  source: NamedSource | undefined,
  label: string,
  job: ForeseenJob,
): Promise<HostedFile | undefined> {
  if (source?.kind !== 'path') return undefined
  const { name, sha256 } = await prepareAsset(source, label, { work: job.folders.work, signal: job.signal })
  const { serverUrl, repository } = job.github
  if (repository === undefined) return { sha256 }
  const { owner, repo } = repository
  return { sha256, url: `${serverUrl}/${owner}/${repo}/releases/download/${HOSTED_FILES}/${name}` }
}
