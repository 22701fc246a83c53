import { known } from '../../facts/known.ts'
import { didYouMean } from '../../words/did-you-mean.ts'
import { isMapping, type Mapping } from '../../yaml/value.ts'
import { warnValue, wrongKey, wrongValue } from '../finding.ts'
import { imageReferenceFault } from '../image-reference.ts'
import { getKey } from '../mapping.ts'
import { joinFindings, type Read, readNothing, readValue } from '../read.ts'
import type { ContainerSpec, EngineOptions } from '../spec.ts'
import { readDockerArguments, readSingularityArguments } from './arguments.ts'

/** Keys of `docker`; `mlcube` 0.0.9 refuses others. */
const DOCKER = [
  ...['image', 'docker', 'env_args', 'gpu_args', 'cpu_args', 'build_args', 'build_context', 'build_file'],
  ...['build_strategy', '--network', '--security-opt', '--gpus', '--memory', '--cpuset-cpus'],
] as const

type Build = NonNullable<NonNullable<ContainerSpec['mlcube']>['build']>

/** The sections `docker` and `singularity` of an mlcube.yaml. */
export interface ImageSections extends Pick<ContainerSpec, 'type' | 'image'> {
  readonly build?: Build
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
  const build = readBuild(docker)
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

/** A data owner only has the mlcube.yaml and always pulls; here, beside its Dockerfile, the strategy is followed. */
function readBuild(docker: Mapping): Read<Build> {
  const strategy = getKey(docker, 'build_strategy') ?? 'pull'
  if (strategy === 'pull') {
    const context = getKey(docker, 'build_context')
    return typeof context === 'string' ? readValue({ context, isAsked: false }) : readNothing()
  }
  if (strategy !== 'auto' && strategy !== 'always') {
    const why = '`build_strategy` should be pull, auto or always'
    return readNothing(wrongValue(['docker', 'build_strategy'], why, 'Leave it out for `pull`.'))
  }
  const context = getKey(docker, 'build_context') ?? '.'
  if (typeof context !== 'string')
    return readNothing(
      wrongValue(
        ['docker', 'build_context'],
        '`build_context` should be a path',
        'Name a folder of this repository, relative to mlcube.yaml, as in `build_context: ../project`.',
      ),
    )
  if ((getKey(docker, 'build_file') ?? 'Dockerfile') !== 'Dockerfile') {
    const why = 'only a `build_file` with the name Dockerfile, at the top of its context, is built here'
    const hint = 'The image is pulled, as data owners do.'
    return readNothing(warnValue(['docker', 'build_file'], why, hint))
  }
  return readValue({ context, isAsked: true })
}
