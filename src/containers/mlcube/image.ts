import { known } from '../../facts/known.ts'
import { didYouMean } from '../../words/did-you-mean.ts'
import { isMapping, type Mapping } from '../../yaml/value.ts'
import { wrongKey, wrongValue } from '../finding.ts'
import { imageReferenceFault } from '../image-reference.ts'
import { getKey } from '../mapping.ts'
import { joinFindings, type Read, readNothing, readValue } from '../read.ts'
import type { ContainerSpec, EngineOptions } from '../spec.ts'
import { readDockerArguments, readSingularityArguments } from './arguments.ts'
import { type CubeBuild, readCubeBuild } from './build.ts'

/** Keys of `docker`; `mlcube` 0.0.9 refuses others. */
const DOCKER = [
  ...['image', 'docker', 'env_args', 'gpu_args', 'cpu_args', 'build_args', 'build_context', 'build_file'],
  ...['build_strategy', '--network', '--security-opt', '--gpus', '--memory', '--cpuset-cpus'],
] as const

/** The sections `docker` and `singularity` of an mlcube.yaml. */
export interface ImageSections extends Pick<ContainerSpec, 'type' | 'image'> {
  readonly build?: CubeBuild
  readonly options: EngineOptions
  readonly gpuOptions: EngineOptions
  /** By the section `singularity`, if there is one. */
  readonly singularityOptions: EngineOptions
}

/** Reads which image an MLCube is and how it wants to be run (docs/medperf.md 16.5); undefined where it names none. */
export function readImageSections(document: Mapping): Read<ImageSections> {
  const docker = getKey(document, 'docker')
  const singularity = getKey(document, 'singularity')
  const options = readSingularityArguments(singularity)
  if (docker === undefined && singularity !== undefined) {
    const image = getKey(singularity, 'image')
    const value: ImageSections = {
      type: 'SingularityFile',
      image: typeof image === 'string' ? image : '',
      options: options.value,
      gpuOptions: options.value,
      singularityOptions: options.value,
    }
    return { value, findings: options.findings }
  }
  if (docker === undefined || !isMapping(docker)) {
    const where = docker === undefined ? [] : ['docker']
    const hint = 'For example `docker: {image: lab/prep:1.0}`.'
    const finding = wrongKey(where, 'an MLCube should have a section `docker`', hint)
    return { findings: [...options.findings, finding] }
  }
  const read = readDocker(docker, options.value)
  return { ...read, findings: [...options.findings, ...read.findings] }
}

function readDocker(docker: Mapping, singularityOptions: EngineOptions): Read<ImageSections> {
  const unknown = Object.keys(docker).filter((key) => !DOCKER.some((one) => one === key))
  const image = readImage(docker)
  const build = readCubeBuild(docker)
  const args = readDockerArguments(docker)
  const findings = [
    ...unknown.map((key) =>
      wrongKey(['docker', key], `mlcube knows no key \`${key}\` of \`docker\``, didYouMean(key, DOCKER)),
    ),
    ...joinFindings(image, build, args),
  ]
  if (image.value === undefined) return { findings }
  const value = known({
    type: 'DockerImage',
    image: image.value,
    build: build.value,
    ...args.value,
    singularityOptions,
  })
  return { value, findings }
}

function readImage(docker: Mapping): Read<string> {
  const image = getKey(docker, 'image')
  const fault = typeof image === 'string' ? imageReferenceFault(image) : undefined
  if (typeof image === 'string' && fault === undefined) return readValue(image)
  const path = image === undefined ? ['docker'] : ['docker', 'image']
  const why =
    typeof image === 'string'
      ? `"${image}" is not an image reference`
      : '`docker` of an MLCube should name its `image`'
  return readNothing(wrongValue(path, why, fault ?? 'For example `image: ghcr.io/lab/prep:1.0`.'))
}
