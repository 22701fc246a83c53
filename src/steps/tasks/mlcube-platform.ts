import type { Benchmark, Component } from '../../benchmark/benchmark.ts'
import type { EngineOptions, MlcubeTask, TaskSpec } from '../../containers/spec.ts'
import type { Engine } from '../../engines/engine.ts'
import { collectParts, mapParts } from '../../facts/role.ts'

/** A benchmark as the runner of its platform runs it, and what that leaves out, in sentences for the report. */
export interface OnPlatform {
  readonly benchmark: Benchmark
  readonly notices: readonly string[]
}

/**
 * MLCubes on Singularity: there `mlcube` goes by the section `singularity` alone, so that what `docker` has for its command
 * does not count, and gives arguments to every entrypoint (docs/medperf.md 16.2; mlcube-singularity 0.0.9).
 */
export function adaptToPlatform(
  benchmark: Benchmark,
  { platform, title }: Pick<Engine, 'platform' | 'title'>,
): OnPlatform {
  if (platform === 'docker') return { benchmark, notices: [] }
  const components = mapParts(benchmark.components, (component) => {
    const tasks = Object.entries(component.spec.tasks).map(([task, spec]) => [task, onSingularity(spec)])
    return { ...component, spec: { ...component.spec, tasks: Object.fromEntries(tasks) } }
  })
  const notices = collectParts(benchmark.components)
    .filter(hasDockerArguments)
    .map((component) => notApplied(component, title))
  return { benchmark: { ...benchmark, components }, notices }
}

/** One task on Singularity; that of another container as it is. */
export function onSingularity(spec: TaskSpec): TaskSpec {
  if (spec.mlcube === undefined) return spec
  const { shmSize: _, ...others } = spec
  const { environment, gpus } = spec.mlcube.singularity
  const options = { options: spec.mlcube.singularity, gpuOptions: spec.mlcube.singularity }
  return { ...others, environment, gpus, mlcube: { ...spec.mlcube, ...options, takesArguments: true } }
}

const hasDockerArguments = ({ spec }: Component): boolean =>
  Object.values(spec.tasks).some(({ mlcube }) => mlcube !== undefined && asksOf(mlcube).some(isWish))

const asksOf = ({ options, gpuOptions, singularity }: MlcubeTask): readonly EngineOptions[] =>
  [options, gpuOptions].filter((one) => one !== singularity)

const isWish = ({ environment, gpus, shmSize, memory, cpus }: EngineOptions): boolean =>
  environment.length > 0 || gpus.kind !== 'none' || [shmSize, memory, cpus].some((one) => one !== undefined)

const notApplied = ({ config }: Component, title: string) =>
  `${title} does not apply what \`docker\` in ${config} asks for (cpu_args, gpu_args, env_args), as MedPerf's client does not: with it \`singularity.run_args\` count.`
