import type { ContainerRun, Limits } from '../../containers/run.ts'
import type { Gpus } from '../../facts/gpu.ts'
import { bindArguments } from '../bind.ts'
import { variableArguments } from '../walls.ts'
import type { Dialect } from './dialect.ts'

/** A fork bomb ends here; PyTorch's data loaders on a large machine do not. */
const DEFAULT_PIDS = 4096

/**
 * The arguments of `docker` that run a container as MedPerf's client does (docs/medperf.md 14.1), hardened by what a
 * well-behaved container does not notice; Docker writes the container's ID into `idFile`. `walls` are those of the dialect.
 */
export function dockerArguments(
  run: ContainerRun,
  idFile: string,
  dialect: Pick<Dialect, 'gpuArguments' | 'userArguments' | 'hasInit' | 'writeEntrypoint'> = {
    gpuArguments: dockerGpuArguments,
    userArguments: [],
    hasInit: true,
    writeEntrypoint: (word) => word,
  },
  walls: readonly string[] = [],
): string[] {
  return [
    ...['run', '--name', run.name, '--rm'],
    ...['--label', run.label, '--cidfile', idFile],
    ...HARDENING,
    ...walls,
    ...(dialect.hasInit ? ['--init'] : []),
    ...SETTINGS,
    ...limitArguments(run.limits),
    ...['-u', `${run.user.uid}:${run.user.gid}`, ...dialect.userArguments],
    ...run.binds.flatMap(bindArguments),
    ...['--network', 'none'],
    ...dialect.gpuArguments(run.gpus),
    ...(run.shmSize === undefined ? [] : ['--shm-size', run.shmSize]),
    ...variableArguments(run),
    ...(run.entrypoint === undefined ? [] : ['--entrypoint', dialect.writeEntrypoint(run.entrypoint)]),
    run.image,
    ...run.command,
  ]
}

/** What no container needs that does an honest task. */
export const HARDENING = ['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges']

/** How every container is run, whatever it does. */
export const SETTINGS = [
  ...['--pull', 'never'],
  // The output is read while it is written; the daemon must not keep a second copy on its disk.
  ...['--log-driver', 'none'],
  // Whoever runs that of an image starts processes of its own on this machine, as often as the image says.
  '--no-healthcheck',
]

/** Limits as arguments of `run`; without one of processes a default holds. */
export function limitArguments({ memory, cpus, pids }: Limits): string[] {
  return [
    ...['--pids-limit', String(pids ?? DEFAULT_PIDS)],
    // Swap counts as memory: otherwise a container over its limit would get as much again, slowly.
    ...(memory === undefined ? [] : ['--memory', String(memory), '--memory-swap', String(memory)]),
    ...(cpus === undefined ? [] : ['--cpus', String(cpus)]),
  ]
}

/** Docker's `--gpus`; several devices need quotes inside the argument, because Docker reads it as CSV. */
export function dockerGpuArguments(gpus: Gpus): string[] {
  switch (gpus.kind) {
    case 'none':
      return []
    case 'all':
      return ['--gpus', 'all']
    case 'count':
      return ['--gpus', String(gpus.count)]
    case 'devices': {
      const list = `device=${gpus.devices.join(',')}`
      return ['--gpus', gpus.devices.length > 1 ? `"${list}"` : list]
    }
  }
}
