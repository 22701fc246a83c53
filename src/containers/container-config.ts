import { didYouMean } from '../words/did-you-mean.ts'
import { isMapping, type Mapping, type Value } from '../yaml/value.ts'
import type { ConfigRead } from './config-read.ts'
import type { RoleUse } from './container-roles.ts'
import { readTasks } from './container-tasks.ts'
import { type Finding, wrongValue } from './finding.ts'
import { imageReferenceFault } from './image-reference.ts'
import { at, shown } from './mapping.ts'
import { isMlcube, readMlcube } from './mlcube/mlcube.ts'
import { parseResource } from './resource.ts'
import { warnOfSlips } from './slips.ts'
import type { ContainerType } from './spec.ts'
import { CONTAINER_TYPES } from './supported.ts'

const KEYS = ['container_type', 'image', 'tasks'] as const
const NEEDS = 'It needs `container_type`, `image` and `tasks`.'

/** How the configuration is used, and whether benchmark.yaml names a file that holds the image. */
export interface ConfigUse extends RoleUse {
  readonly hasImageFile: boolean
}

/**
 * Checks a container_config.yaml (docs/medperf.md 12) or mlcube.yaml for its role, in MedPerf's own words
 * where it has some.
 */
export function readContainerConfig(document: Value, use: ConfigUse): ConfigRead {
  const only = (message: string, hint: string): ConfigRead => ({
    declared: [],
    findings: [wrongValue([], message, hint)],
  })
  if (document === null || (isMapping(document) && Object.keys(document).length === 0)) {
    return only('Empty container configuration', NEEDS)
  }
  if (!isMapping(document)) return only('a container configuration should be a mapping', NEEDS)
  if (isMlcube(document)) return readMlcube(document, use)
  const findings: Finding[] = []
  warnOfSlips(document, KEYS, [], findings)
  const type = readType(document, findings)
  const image = readImage(document, type, use.hasImageFile, findings)
  const { tasks, declared } = readTasks(document, use, findings)
  const wrong = findings.some(({ severity }) => severity === 'error')
  if (wrong || type === undefined || image === undefined) return { declared, findings }
  return { spec: { type, image, tasks, document }, declared, findings }
}

function readType(document: Mapping, findings: Finding[]): ContainerType | undefined {
  const written = at(document, 'container_type')
  if (written === undefined) {
    const hint = 'Most often it is `container_type: DockerImage`.'
    findings.push(wrongValue([], "Container configuration should contain a 'container_type' field.", hint))
    return undefined
  }
  const type = CONTAINER_TYPES.find((one) => one === written)
  if (type === undefined) {
    const why = `Invalid container type: ${shown(written)}. Expected: ${CONTAINER_TYPES.join(', ')}`
    findings.push(wrongValue(['container_type'], why, didYouMean(shown(written), CONTAINER_TYPES)))
    return undefined
  }
  return type
}

function readImage(
  document: Mapping,
  type: ContainerType | undefined,
  hasImageFile: boolean,
  findings: Finding[],
): string | undefined {
  const image = at(document, 'image')
  if (typeof image !== 'string') {
    const why =
      image === undefined ? "Container config should have an 'image' field." : '`image` should be text'
    findings.push(
      wrongValue(image === undefined ? [] : ['image'], why, 'For example `image: ghcr.io/lab/prep:1.0`.'),
    )
    return undefined
  }
  if (type === 'DockerImage') {
    const fault = imageReferenceFault(image)
    if (fault !== undefined)
      findings.push(wrongValue(['image'], `"${image}" is not an image reference`, fault))
  } else if (type !== undefined && parseResource(image) === undefined) {
    const finding = wrongValue(
      ['image'],
      `Invalid resource input: ${image}`,
      `\`image\` of a ${type} is the URL of the file; a file of this repository is named by \`image_file\` in benchmark.yaml.`,
    )
    findings.push(hasImageFile ? { ...finding, severity: 'warning' } : finding)
  }
  return image
}
