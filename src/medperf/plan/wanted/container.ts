import type { Component } from '../../../benchmark/benchmark.ts'
import type { HostedFile } from '../../../facts/hosted-file.ts'
import { toJson } from '../../../yaml/json.ts'
import { isMapping, type Value } from '../../../yaml/value.ts'
import type { ComponentEvidence } from './evidence.ts'
import { fillSlots, PUBLISHED, PUSHED, type Slot, TESTED, type WantedFields } from './state.ts'

/** Whether a configuration is of the new format; the other is MLCube's. */
export const isContainerConfig = (document: Value): boolean =>
  isMapping(document) && Object.hasOwn(document, 'container_type')

/** Whether the image is a file at an address instead of an entry of a registry. */
export const isImageFile = (component: Component): boolean => component.spec.type !== 'DockerImage'

/** The content of a container in the container and model eras (docs/medperf.md 4.2). */
export function wantedJsonContent(component: Component, evidence: ComponentEvidence): WantedFields {
  const { image } = evidence
  const hash = isImageFile(component) ? bare(image.fileHash ?? evidence.imageFile?.sha256) : image.digest
  const when = image.toPush === true ? PUSHED : TESTED
  return fillSlots([
    configSlot(component, evidence),
    ['parameters_config', component.parameters === undefined ? null : toJson(component.parameters), TESTED],
    ['image_hash', hash, when],
    ...additionalFiles(evidence.additionalFiles),
  ])
}

/** The configuration with the address that clients will use: of the pushed image, or of the published file. */
function configSlot(component: Component, evidence: ComponentEvidence): Slot {
  const { document } = component.spec
  const { image, imageFile } = evidence
  if (imageFile !== undefined && imageFile.url === undefined)
    return ['container_config', undefined, PUBLISHED]
  const reference = imageFile?.url ?? image.reference
  const known = reference === undefined || !isMapping(document) ? document : { ...document, image: reference }
  const waits = image.toPush === true && image.reference === undefined
  return ['container_config', waits ? undefined : toJson(known), PUSHED]
}

/** The content of a container in the mlcube era: everything by address and hash (docs/medperf.md 4.1, 11.4). */
export function wantedMlcubeContent(component: Component, evidence: ComponentEvidence): WantedFields {
  const { image, imageFile, manifest, parametersFile } = evidence
  const file = isImageFile(component)
  return fillSlots([
    ['git_mlcube_url', manifest?.url, PUBLISHED],
    ['mlcube_hash', manifest?.sha256, PUBLISHED],
    ['git_parameters_url', component.parameters === undefined ? '' : parametersFile?.url, PUBLISHED],
    ['parameters_hash', component.parameters === undefined ? '' : parametersFile?.sha256, PUBLISHED],
    ['image_tarball_url', file ? addressOf(imageFile?.url ?? component.spec.image) : '', PUBLISHED],
    ['image_tarball_hash', file ? bare(image.fileHash ?? imageFile?.sha256) : '', PUBLISHED],
    ['image_hash', file ? '' : bare(image.imageId), image.toPush === true ? PUSHED : TESTED],
    ...additionalFiles(evidence.additionalFiles),
  ])
}

/** The content of a model without a container: the archive of its files (docs/medperf.md 5.4). */
export const wantedAsset = ({ additionalFiles: files }: ComponentEvidence): WantedFields =>
  fillSlots([
    ['asset_hash', files?.sha256, PUBLISHED],
    ['asset_url', files?.url, PUBLISHED],
  ])

function additionalFiles(file: HostedFile | undefined): readonly Slot[] {
  return [
    ['additional_files_tarball_url', file === undefined ? '' : file.url, PUBLISHED],
    ['additional_files_tarball_hash', file === undefined ? '' : file.sha256, PUBLISHED],
  ]
}

/** The address in a resource string of docs/medperf.md 13.5, which the mlcube era wants bare; a path is none. */
function addressOf(resource: string): string | undefined {
  const url = resource.replace(/^direct:/, '')
  return /^https?:\/\//.test(url) ? url : undefined
}

/** Files and image IDs are registered without the prefix (docs/medperf.md 11.4). */
const bare = (hash: string | undefined): string | undefined => hash?.replace(/^sha256:/, '')
