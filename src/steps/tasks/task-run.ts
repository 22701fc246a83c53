import type { Benchmark, TaskLimits } from '../../benchmark/benchmark.ts'
import type { Bind, ContainerRun } from '../../containers/run.ts'
import type { EngineOptions, Mount, TaskSpec } from '../../containers/spec.ts'
import { findPlace, type Place } from '../../containers/volumes.ts'
import type { Wanted } from '../../engines/engine.ts'
import type { Gpus } from '../../facts/gpu.ts'
import { known } from '../../facts/known.ts'
import type { Task } from '../../facts/task.ts'
import { mlcubeArguments, mlcubeBinds, mlcubeVolumes } from './mlcube-volumes.ts'
import type { Volume, Volumes } from './volume.ts'

/** The volumes of a task in its configuration's order; the checks of benchmark.yaml left no unknown names. */
export function volumesFor(task: Task, spec: TaskSpec, paths: Readonly<Record<Place, string>>): Volumes {
  if (spec.mlcube !== undefined) return mlcubeVolumes(task, spec.mlcube, paths)
  const resolve = (mounts: readonly Mount[]) =>
    mounts.flatMap((mount): Volume[] => {
      const place = findPlace(task, mount.name)
      return place === undefined ? [] : [{ mount, place, source: paths[place] }]
    })
  return { inputs: resolve(spec.inputs), outputs: resolve(spec.outputs) }
}

/** What a task may use; run_script takes the place of evaluate, and of infer where that is run too (docs/medperf.md 13.7). */
export function findLimits(
  { limits, topology }: Pick<Benchmark, 'limits' | 'topology'>,
  task: Task,
): TaskLimits {
  if (task !== 'run_script') return limits[task]
  return limits[topology === 'inference_script' ? 'infer' : 'evaluate']
}

/** GPUs of a task: what the user set goes before the container's configuration (docs/medperf.md 14.4). */
export const chooseGpus = (spec: TaskSpec, limits: TaskLimits): Gpus => limits.gpus ?? spec.gpus

export interface TaskRunFacts {
  readonly task: Task
  readonly spec: TaskSpec
  readonly limits: TaskLimits
  readonly volumes: Volumes
  /** Host path of the fresh folder behind `/tmp`. */
  readonly tmp: string
  readonly image: string
  readonly label: string
  /** 16 hexadecimal digits that make the container's name unique. */
  readonly id: string
  readonly user: { readonly uid: number; readonly gid: number }
}

/** What MedPerf's client tells a script beyond its own variables (docs/medperf.md 13.3). */
const ON_PREMISES: TaskSpec['environment'] = [['MEDPERF_ON_PREM', '1']]

/**
 * One task as MedPerf's client runs it: inputs, outputs, then `/tmp` (docs/medperf.md 14.1); an MLCube has no `/tmp`
 * (docs/medperf.md 16.4).
 */
export function composeRun({
  task,
  spec,
  limits,
  volumes,
  tmp,
  image,
  label,
  id,
  user,
}: TaskRunFacts): ContainerRun {
  const bind =
    (mode: Bind['mode']) =>
    ({ source, mount }: Volume): Bind => ({ source, target: mount.path, mode })
  const options = findOptions(spec, limits)
  const { shmSize, ...asked } = chooseLimits(spec, limits)
  return known({
    name: `medperf-${task}-${id}`,
    label,
    user,
    binds:
      spec.mlcube === undefined
        ? [
            ...volumes.inputs.map(bind('ro')),
            ...volumes.outputs.map(bind('rw')),
            { source: tmp, target: '/tmp', mode: 'rw' as const },
          ]
        : mlcubeBinds(volumes),
    gpus: chooseGpus(spec, limits),
    shmSize,
    hasScratchRoot: options.hasScratchRoot,
    environment: [...options.environment, ...(task === 'run_script' ? ON_PREMISES : [])],
    entrypoint: spec.entrypoint,
    image,
    command: [...(spec.command ?? []), ...(spec.mlcube?.takesArguments ? mlcubeArguments(volumes) : [])],
    limits: asked,
  })
}

/** What a task asks of the engine besides its GPUs: what the user set goes before what the container's configuration says. */
export function chooseLimits(spec: TaskSpec, limits: TaskLimits): Wanted {
  const options = findOptions(spec, limits)
  const { shmSize = options.shmSize, memory = options.memory, cpus = options.cpus, pids } = limits
  return known({ shmSize, memory, cpus, pids })
}

/** What the container asks of the engine; an MLCube has two sets, one for users who ask for GPUs (docs/medperf.md 16.4). */
function findOptions(
  spec: TaskSpec,
  { gpus }: TaskLimits,
): Partial<EngineOptions> & Pick<TaskSpec, 'environment'> {
  if (spec.mlcube === undefined) return spec
  return gpus === undefined || gpus.kind === 'none' ? spec.mlcube.options : spec.mlcube.gpuOptions
}
