import type { ContainerRun, Limits } from '../../containers/run.ts'
import type { Gpus } from '../../facts/gpu.ts'
import { bindArguments } from '../bind.ts'
import { filterArguments } from './filter.ts'

/** A fork bomb ends here, as with Docker. */
const DEFAULT_PIDS = 4096

/** What this installation can do, and who asks. */
export interface Surroundings {
  /** Whether it keeps limits of memory, CPUs and processes. */
  readonly hasLimits: boolean
  /** Whether it can filter system calls. */
  readonly hasFilter: boolean
  /** Who runs us; root alone can run a container as somebody else. */
  readonly uid: number
  /** Whether NVIDIA's tool that hands out single GPUs (`nvidia-container-cli`) is here. */
  readonly hasGpuTool: boolean
  /** Apptainer and SingularityCE each read variables with their own prefix. */
  readonly flavour: 'apptainer' | 'singularity'
}

/**
 * The arguments of `apptainer` that run a container as MedPerf's client does (docs/medperf.md 14.3), with limits and less
 * privilege on top; `run.image` is a SIF, and `filter` a file with a filter of system calls.
 */
export function apptainerArguments(
  run: ContainerRun,
  { hasLimits, uid, hasGpuTool }: Omit<Surroundings, 'hasFilter'>,
  filter?: string,
): string[] {
  return [
    ...[run.entrypoint === undefined ? 'run' : 'exec', '-eC'],
    ...run.binds.flatMap(bindArguments),
    ...apptainerGpuArguments(run.gpus, hasGpuTool),
    ...(run.hasScratchRoot ? ['--writable-tmpfs'] : []),
    ...['--net', '--network', 'none'],
    ...(uid === 0 ? asUser(run.user) : []),
    ...(filter === undefined ? [] : filterArguments(filter)),
    ...(hasLimits ? limitArguments(run.limits) : []),
    run.image,
    ...(run.entrypoint === undefined ? [] : [run.entrypoint]),
    ...run.command,
  ]
}

/** Root would keep its capabilities; whoever else starts a container has none in it anyway. */
const asUser = ({ uid, gid }: ContainerRun['user']) => [
  '--no-privs',
  ...(uid === 0 ? [] : ['--security', `uid:${uid}`, '--security', `gid:${gid}`]),
]

function limitArguments({ memory, cpus, pids }: Limits): string[] {
  return [
    ...['--pids-limit', String(pids ?? DEFAULT_PIDS)],
    ...(memory === undefined ? [] : ['--memory', String(memory)]),
    ...(cpus === undefined ? [] : ['--cpus', String(cpus)]),
  ]
}

/**
 * A count is refused before anything runs (docs/medperf.md 14.3). Single GPUs need a tool of NVIDIA; without it the
 * container gets all of them, and `CUDA_VISIBLE_DEVICES` says which its programs see.
 */
export function apptainerGpuArguments(gpus: Gpus, hasGpuTool: boolean): readonly string[] {
  switch (gpus.kind) {
    case 'none':
    case 'count':
      return []
    case 'all':
      return ['--nv']
    case 'devices':
      return hasGpuTool ? ['--nv', '--nvccli', '-c', '--writable-tmpfs'] : ['--nv']
  }
}
