import { didYouMean } from '../words/did-you-mean.ts'
import { FILL_IN, findPlaceholder } from '../words/placeholder.ts'
import { showAddress } from '../words/url.ts'
import { adviseText } from '../yaml/advice/syntax.ts'
import { isMapping, type Mapping, type Value } from '../yaml/value.ts'
import type { ConfigRead } from './config-read.ts'
import type { RoleUse } from './container-roles.ts'
import { readTasks } from './container-tasks.ts'
import { type Finding, wrongValue } from './finding.ts'
import { imageReferenceFault } from './image-reference.ts'
import { getKey, showValue } from './mapping.ts'
import { isMlcube, readMlcube } from './mlcube/mlcube.ts'
import { joinFindings, type Read, readNothing, readValue } from './read.ts'
import { parseResource } from './resource.ts'
import { findSlips } from './slips.ts'
import type { ContainerType } from './spec.ts'
import { CONTAINER_TYPES } from './support.ts'

const KEYS = ['container_type', 'image', 'tasks'] as const
const NEEDS = 'It needs `container_type`, `image` and `tasks`.'

/** How the configuration is used, and whether benchmark.yaml names a file that holds the image. */
export interface ConfigUse extends RoleUse {
  readonly hasImageFile: boolean
}

/**
 * Checks a container_config.yaml (docs/medperf.md 12) or mlcube.yaml for its role, in MedPerf's own words where it has some.
 */
export function readContainerConfig(document: Value, use: ConfigUse): ConfigRead {
  const only = (message: string, hint: string): ConfigRead => ({
    declared: [],
    findings: [wrongValue([], message, hint)],
  })
  if (document === null || (isMapping(document) && Object.keys(document).length === 0)) {
    return only('Empty container configuration', NEEDS)
  }
  if (!isMapping(document)) {
    const advice = typeof document === 'string' ? adviseText(document) : undefined
    return only('a container configuration should be a mapping', advice ?? NEEDS)
  }
  if (isMlcube(document)) return readMlcube(document, use)
  const type = readType(document)
  const image = readImage(document, type.value, use.hasImageFile)
  const tasks = readTasks(document, use)
  const findings = [...findSlips(document, KEYS, []), ...joinFindings(type, image, tasks)]
  const { declared } = tasks.value
  const isWrong = findings.some(({ severity }) => severity === 'error')
  if (isWrong || type.value === undefined || image.value === undefined) return { declared, findings }
  const spec = { type: type.value, image: image.value, tasks: tasks.value.tasks, document }
  return { spec, declared, findings }
}

function readType(document: Mapping): Read<ContainerType> {
  const written = getKey(document, 'container_type')
  if (written === undefined) {
    const hint = 'Most often it is `container_type: DockerImage`.'
    const why = "Container configuration should contain a 'container_type' field."
    return readNothing(wrongValue([], why, hint))
  }
  const type = CONTAINER_TYPES.find((one) => one === written)
  if (type !== undefined) return readValue(type)
  const why = `Invalid container type: ${showValue(written)}. Expected: ${CONTAINER_TYPES.join(', ')}`
  return readNothing(wrongValue(['container_type'], why, didYouMean(showValue(written), CONTAINER_TYPES)))
}

function readImage(document: Mapping, type: ContainerType | undefined, hasImageFile: boolean): Read<string> {
  const image = getKey(document, 'image')
  if (typeof image !== 'string') {
    const why =
      image === undefined ? "Container config should have an 'image' field." : '`image` should be text'
    const path = image === undefined ? [] : ['image']
    return readNothing(wrongValue(path, why, 'For example `image: ghcr.io/lab/prep:1.0`.'))
  }
  return { value: image, findings: type === undefined ? [] : checkImage(image, type, hasImageFile) }
}

function checkImage(image: string, type: ContainerType, hasImageFile: boolean): readonly Finding[] {
  if (type === 'DockerImage') {
    const fault = imageReferenceFault(image)
    return fault === undefined ? [] : [wrongValue(['image'], `"${image}" is not an image reference`, fault)]
  }
  // Where it is a file that benchmark.yaml names, the address of that is registered in place of whatever stands here.
  if (hasImageFile || parseResource(image) !== undefined) return []
  const unfilled = findPlaceholder(image) === undefined ? undefined : FILL_IN
  const hint =
    unfilled ??
    `\`image\` of a ${type} is the URL of the file; a file of this repository is named by \`image_file\` in benchmark.yaml.`
  return [wrongValue(['image'], `Invalid resource input: ${showAddress(image)}`, hint, 'image-not-resource')]
}
