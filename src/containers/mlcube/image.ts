import { known } from '../../facts/known.ts'
import { didYouMean } from '../../words/did-you-mean.ts'
import { isMapping, type Mapping, type Value } from '../../yaml/value.ts'
import { warnKey, warnValue, wrongKey, wrongValue } from '../finding.ts'
import { imageReferenceFault } from '../image-reference.ts'
import { getKey } from '../mapping.ts'
import { joinFindings, type Read, readNothing, readValue, type WholeRead } from '../read.ts'
import type { ContainerSpec, EngineOptions } from '../spec.ts'
import { environmentArguments, readEngineOptions } from './options.ts'

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
  const options = readSingularity(singularity)
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
  const cpu = readArguments(docker, 'cpu_args')
  const gpu = readArguments(docker, 'gpu_args')
  const findings = [
    ...unknown.map((key) =>
      wrongKey(['docker', key], `mlcube knows no key \`${key}\` of \`docker\``, didYouMean(key, DOCKER)),
    ),
    ...joinFindings(image, build, cpu, gpu),
  ]
  if (image.value === undefined) return { findings }
  const value = known({
    type: 'DockerImage',
    image: image.value,
    build: build.value,
    options: cpu.value,
    gpuOptions: gpu.value,
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
    return readNothing(wrongValue(['docker', 'build_strategy'], why))
  }
  const context = getKey(docker, 'build_context') ?? '.'
  if (typeof context !== 'string')
    return readNothing(wrongValue(['docker', 'build_context'], '`build_context` should be a path'))
  if ((getKey(docker, 'build_file') ?? 'Dockerfile') !== 'Dockerfile') {
    const why = 'only a `build_file` with the name Dockerfile, at the top of its context, is built here'
    const hint = 'The image is pulled, as data owners do.'
    return readNothing(warnValue(['docker', 'build_file'], why, hint))
  }
  return readValue({ context, isAsked: true })
}

function readArguments(docker: Mapping, key: 'cpu_args' | 'gpu_args'): WholeRead<EngineOptions> {
  const own = ['--memory', '--gpus', '--security-opt'].flatMap((flag) => {
    const value = getKey(docker, flag)
    return value === undefined || value === null ? [] : [`${flag}=${String(value)}`]
  })
  const written = getKey(docker, key)
  const text = [
    typeof written === 'string' ? written : '',
    environmentArguments(getKey(docker, 'env_args')),
    ...own,
  ]
  const { options, refused, ignored } = readEngineOptions(text.join(' '))
  const path = written === undefined ? ['docker'] : ['docker', key]
  return {
    value: options,
    findings: [
      ...refused.map((words) => {
        const why = `\`${words}\` in \`${key}\` would undo the isolation of the container, or is not known here`
        const hint = 'Known are --shm-size, --memory, --cpus, --gpus and -e NAME=VALUE.'
        return wrongValue(path, why, hint)
      }),
      ...ignored.map((words) =>
        warnKey(path, `\`${words}\` in \`${key}\` is not applied here`, 'MedPerf applies it.'),
      ),
    ],
  }
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
function readSingularity(section: Value | undefined): WholeRead<EngineOptions> {
  const written = getKey(section, 'run_args')
  const words = typeof written === 'string' ? written.split(/\s+/).filter(Boolean) : []
  const odd = words.filter((word) => !SINGULARITY_ARGS.has(word))
  return {
    value: { environment: [], gpus: { kind: words.includes('--nv') ? 'all' : 'none' } },
    findings: odd.map((word) => {
      const why = `\`${word}\` in \`run_args\` would undo the isolation of the container, or is not known here`
      return wrongValue(['singularity', 'run_args'], why, 'Known are --nv, -e, -c and -C.')
    }),
  }
}
