import { nameRole } from '../../facts/role.ts'
import { formatBytes } from '../../words/size.ts'
import { formatCount } from '../format.ts'
import type { ContainerReport, Report } from '../report.ts'
import { foldDetails, quoteCode } from './markdown.ts'
import type { View } from './room.ts'

/** Digests and hashes, folded. */
export function imageSection({ containers, demoDataset }: Report, { room }: View): string {
  if (!room.images || (containers.length === 0 && demoDataset === undefined)) return ''
  const parts = [...containers.map(image), ...(demoDataset === undefined ? [] : [demo(demoDataset)])]
  return foldDetails('Images and hashes', parts.join('\n'))
}

function image(container: ContainerReport): string {
  const { role, name, type, image: reference, imageBytes, digest, imageId, parameters } = container
  const { additionalFiles, imageFile } = container
  const size = imageBytes === undefined ? '' : ` (${formatBytes(imageBytes)})`
  return item(`**${nameRole(role)}** ${quoteCode(name, 128)}: ${quoteCode(reference, 300)}${size}`, [
    // A registry's digest is what gets registered; the local ID only matters where there is none.
    digest === undefined ? ['image ID', imageId] : ['digest', digest],
    ['parameters', parameters],
    [type === 'Asset' ? 'SHA-256' : 'additional files', additionalFiles],
    ['image file', imageFile],
  ])
}

function demo({
  source,
  sha256,
  bytes,
  files,
  inputDataHash,
  generatedUid,
}: NonNullable<Report['demoDataset']>): string {
  const size = [
    ...(files === undefined ? [] : [`${formatCount(files)} files`]),
    ...(bytes === undefined ? [] : [formatBytes(bytes)]),
  ].join(', ')
  return item(`**demo dataset** ${quoteCode(source, 300)}${size === '' ? '' : ` (${size})`}`, [
    ['SHA-256', sha256],
    ['input data hash', inputDataHash],
    ['`demo_dataset_generated_uid`', generatedUid],
  ])
}

const item = (title: string, hashes: readonly (readonly [string, string | undefined])[]) =>
  [
    `- ${title}`,
    ...hashes.flatMap(([name, value]) =>
      value === undefined ? [] : [`  - ${name} ${quoteCode(value, 200)}`],
    ),
  ].join('\n')
