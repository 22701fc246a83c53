import type { Component, NamedSource } from '../benchmark/benchmark.ts'
import { parseResource } from '../containers/resource.ts'
import { isAsset } from '../containers/support.ts'
import type { HostedFile } from '../facts/hosted-file.ts'
import { known } from '../facts/known.ts'
import { collectParts, nameRole, type Role } from '../facts/role.ts'
import type { Publication, Publications } from '../plan/evidence.ts'
import { addressManifests } from '../plan/manifests.ts'
import type { ContainerReport } from '../report/report.ts'
import { checkHosted, checkOwn, type Host, hostSource } from './host.ts'
import { findPublicImage } from './public-image.ts'
import type { PublishRequest } from './request.ts'
import { expectUnchanged } from './unchanged.ts'

/**
 * Publishes what the server will name by address and digest, and fetches each address once as a hospital will: without
 * credentials. Of a checkout that is no longer what was tested, nothing is. Rejects with an ExpectedError; what was published stays, and is found again by the next run.
 */
export async function publishAll(request: PublishRequest): Promise<Publications> {
  const { benchmark, report } = request
  await expectUnchanged(request)
  const components: Partial<Record<Role, Publication>> = {}
  for (const component of collectParts(benchmark.components)) {
    const { role } = component
    const tested = report.containers.find((container) => container.role === role)
    components[role] = await publishComponent(component, tested, request)
  }
  const { source } = benchmark.demoDataset
  return {
    components,
    demoDataset: await hosted(source, 'demo dataset', report.demoDataset?.sha256, request),
  }
}

async function publishComponent(
  component: Component,
  tested: ContainerReport | undefined,
  request: PublishRequest,
): Promise<Publication> {
  const { additionalFiles, imageFile, spec, registered } = component
  // What is registered already was published by whoever registered it.
  if (registered !== undefined) return {}
  const label = nameRole(component.role)
  const image = spec.type === 'DockerImage' ? await findPublicImage(component, tested, request) : undefined
  const files =
    additionalFiles && (await hosted(additionalFiles, `${label} files`, tested?.additionalFiles, request))
  const source = imageFile ?? addressedImage(component)
  const file = source && (await hosted(source, `${label} image`, tested?.imageFile, request))
  const manifests = request.rules.containers === 'files' ? await publishManifests(component, request) : {}
  return known({ image, additionalFiles: files, imageFile: file, ...manifests })
}

/** An image that is a file at the address in the configuration. */
function addressedImage(component: Component): NamedSource | undefined {
  if (component.spec.type === 'DockerImage' || isAsset(component)) return undefined
  const resource = parseResource(component.spec.image)
  return resource?.kind === 'url' ? resource : undefined
}

/** A source at an address for everybody: one of the repository is published, one that has an address is fetched once. */
async function hosted(
  source: NamedSource,
  label: string,
  sha256: string | undefined,
  { job, github }: PublishRequest,
): Promise<HostedFile> {
  const host: Host = { job, github }
  if (source.kind === 'path') return hostSource(source, label, host)
  const expected = source.sha256 ?? sha256 ?? ''
  await checkHosted(source.url, expected, host)
  return { url: source.url, sha256: expected }
}

async function publishManifests(component: Component, request: PublishRequest): Promise<Publication> {
  const files = await addressManifests(component, request.job, request.commit)
  for (const { url, sha256 } of Object.values(files)) await checkOwn(url, sha256, request)
  return files
}
