import { didYouMean } from '../../words/did-you-mean.ts'
import { isMapping, type Mapping, type Value } from '../../yaml/value.ts'
import { type Finding, warnKey, warnValue, wrongKey, wrongValue } from '../finding.ts'
import { imageReferenceFault } from '../image-reference.ts'
import { at } from '../mapping.ts'
import type { ContainerSpec, EngineOptions } from '../spec.ts'
import { environmentArguments, readEngineOptions } from './options.ts'

/** Keys of `docker`; `mlcube` 0.0.9 refuses others. */
const DOCKER = [
  ...['image', 'docker', 'env_args', 'gpu_args', 'cpu_args', 'build_args', 'build_context', 'build_file'],
  ...['build_strategy', '--network', '--security-opt', '--gpus', '--memory', '--cpuset-cpus'],
] as const

type Build = NonNullable<NonNullable<ContainerSpec['mlcube']>['build']>

/** The sections `docker` and `singularity` of an mlcube.yaml. */
export interface ImageRead extends Pick<ContainerSpec, 'type' | 'image'> {
  readonly build?: Build
  readonly options: EngineOptions
  readonly gpuOptions: EngineOptions
  /** By the section `singularity`, if there is one. */
  readonly singularityOptions: EngineOptions
}

/**
 * Reads which image an MLCube is and how it wants to be run (docs/medperf.md 16.5); undefined where it names
 * none.
 */
export function readImageSections(document: Mapping, findings: Finding[]): ImageRead | undefined {
  const docker = at(document, 'docker')
  const singularity = at(document, 'singularity')
  const singularityOptions = readSingularity(singularity, findings)
  if (docker === undefined && singularity !== undefined) {
    const image = at(singularity, 'image')
    return {
      type: 'SingularityFile',
      image: typeof image === 'string' ? image : '',
      options: singularityOptions,
      gpuOptions: singularityOptions,
      singularityOptions,
    }
  }
  if (docker === undefined || !isMapping(docker)) {
    const where = docker === undefined ? [] : ['docker']
    findings.push(
      wrongKey(
        where,
        'an MLCube should have a section `docker`',
        'For example `docker: {image: lab/prep:1.0}`.',
      ),
    )
    return undefined
  }
  for (const key of Object.keys(docker)) {
    if (DOCKER.some((known) => known === key)) continue
    findings.push(
      wrongKey(['docker', key], `mlcube knows no key \`${key}\` of \`docker\``, didYouMean(key, DOCKER)),
    )
  }
  const image = readImage(docker, findings)
  const build = readBuild(docker, findings)
  const options = readArguments(docker, 'cpu_args', findings)
  const gpuOptions = readArguments(docker, 'gpu_args', findings)
  if (image === undefined) return undefined
  return {
    type: 'DockerImage',
    image,
    ...(build === undefined ? {} : { build }),
    ...{ options, gpuOptions, singularityOptions },
  }
}

function readImage(docker: Mapping, findings: Finding[]): string | undefined {
  const image = at(docker, 'image')
  const fault = typeof image === 'string' ? imageReferenceFault(image) : undefined
  if (typeof image === 'string' && fault === undefined) return image
  const path = image === undefined ? ['docker'] : ['docker', 'image']
  const why =
    typeof image === 'string'
      ? `"${image}" is not an image reference`
      : '`docker` of an MLCube should name its `image`'
  findings.push(wrongValue(path, why, fault ?? 'For example `image: ghcr.io/lab/prep:1.0`.'))
  return undefined
}

/** A data owner only has the mlcube.yaml and always pulls; here, beside its Dockerfile, the strategy is followed. */
function readBuild(docker: Mapping, findings: Finding[]): Build | undefined {
  const strategy = at(docker, 'build_strategy') ?? 'pull'
  if (strategy === 'pull') {
    const context = at(docker, 'build_context')
    return typeof context === 'string' ? { context, isAsked: false } : undefined
  }
  if (strategy !== 'auto' && strategy !== 'always') {
    findings.push(wrongValue(['docker', 'build_strategy'], '`build_strategy` should be pull, auto or always'))
    return undefined
  }
  const context = at(docker, 'build_context') ?? '.'
  if (typeof context !== 'string') {
    findings.push(wrongValue(['docker', 'build_context'], '`build_context` should be a path'))
    return undefined
  }
  if ((at(docker, 'build_file') ?? 'Dockerfile') !== 'Dockerfile') {
    const why = 'only a `build_file` with the name Dockerfile, at the top of its context, is built here'
    findings.push(warnValue(['docker', 'build_file'], why, 'The image is pulled, as data owners do.'))
    return undefined
  }
  return { context, isAsked: true }
}

function readArguments(docker: Mapping, key: 'cpu_args' | 'gpu_args', findings: Finding[]): EngineOptions {
  const own = ['--memory', '--gpus', '--security-opt'].flatMap((flag) => {
    const value = at(docker, flag)
    return value === undefined || value === null ? [] : [`${flag}=${String(value)}`]
  })
  const written = at(docker, key)
  const text = [
    typeof written === 'string' ? written : '',
    environmentArguments(at(docker, 'env_args')),
    ...own,
  ]
  const { options, refused, ignored } = readEngineOptions(text.join(' '))
  const path = written === undefined ? ['docker'] : ['docker', key]
  for (const words of refused) {
    const why = `\`${words}\` in \`${key}\` would undo the isolation of the container, or is not known here`
    const hint = 'Known are --shm-size, --memory, --cpus, --gpus and -e NAME=VALUE.'
    findings.push(wrongValue(path, why, hint))
  }
  for (const words of ignored) {
    findings.push(warnKey(path, `\`${words}\` in \`${key}\` is not applied here`, 'MedPerf applies it.'))
  }
  return options
}

const SINGULARITY_ARGS = new Set([
  '-e',
  '-C',
  '-c',
  '-eC',
  '-Ce',
  '--cleanenv',
  '--contain',
  '--containall',
  '--nv',
])

/** Checks the words of `run_args`; of those that are known only `--nv` does not hold anyway. */
function readSingularity(section: Value | undefined, findings: Finding[]): EngineOptions {
  const written = at(section, 'run_args')
  const words = typeof written === 'string' ? written.split(/\s+/).filter(Boolean) : []
  for (const word of words) {
    if (SINGULARITY_ARGS.has(word)) continue
    const why = `\`${word}\` in \`run_args\` would undo the isolation of the container, or is not known here`
    findings.push(wrongValue(['singularity', 'run_args'], why, 'Known are --nv, -e, -c and -C.'))
  }
  return { environment: [], gpus: { kind: words.includes('--nv') ? 'all' : 'none' } }
}
