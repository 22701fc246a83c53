import type { Bind, ContainerRun, Limits } from '../containers/run.ts'
import type { Gpus } from '../containers/spec.ts'

/** A fork bomb ends here, as with Docker. */
const DEFAULT_PIDS = 4096

/** What this installation can do, and who asks. */
export interface Surroundings {
  /** Whether it keeps limits of memory, CPUs and processes. */
  readonly hasLimits: boolean
  /** Who runs us; root alone can run a container as somebody else. */
  readonly uid: number
  /** Apptainer and SingularityCE each read variables with their own prefix. */
  readonly flavour: 'apptainer' | 'singularity'
}

/**
 * The arguments of `apptainer` that run a container as MedPerf's client does (contract 11.2), with limits and less
 * privilege on top; `run.image` is a SIF.
 */
export function apptainerArguments(run: ContainerRun, { hasLimits, uid }: Surroundings): string[] {
  return [
    ...[run.entrypoint === undefined ? 'run' : 'exec', '-eC'],
    ...run.binds.flatMap(bindArguments),
    ...gpuArguments(run.gpus),
    ...['--net', '--network', 'none'],
    ...(uid === 0 ? asUser(run.user) : []),
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

/** `--bind` reads colons, commas and backslashes; a path of the user's that has one goes through `--mount`, which reads CSV. */
function bindArguments({ source, target, mode }: Bind): string[] {
  if (!/[:,\\"\r\n]/.test(source)) return ['--bind', `${source}:${target}:${mode}`]
  const fields = ['type=bind', `source=${source}`, `destination=${target}`, ...(mode === 'ro' ? ['ro'] : [])]
  return ['--mount', fields.map(csvField).join(',')]
}

const csvField = (field: string) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)

/** A count is refused before anything runs (contract 11.2). */
export function gpuArguments(gpus: Gpus): readonly string[] {
  switch (gpus.kind) {
    case 'none':
    case 'count':
      return []
    case 'all':
      return ['--nv']
    case 'devices':
      return ['--nv', '--nvccli', '-c', '--writable-tmpfs']
  }
}

/** The variables of the caller that become the container's (contract 11.2), and the GPUs that it may see. */
export function apptainerEnvironment(
  { environment, gpus }: Pick<ContainerRun, 'environment' | 'gpus'>,
  { flavour }: Pick<Surroundings, 'flavour'>,
): Record<string, string> {
  const name = flavour.toUpperCase()
  const prefix = `${name}ENV_`
  return {
    // Else a converted image's script has a shell evaluate the words of the command and the values of variables.
    [`${name}_NO_EVAL`]: '1',
    ...Object.fromEntries(environment.map(([key, value]) => [`${prefix}${key}`, value])),
    ...(gpus.kind === 'devices' ? { NVIDIA_VISIBLE_DEVICES: gpus.devices.join(',') } : {}),
  }
}
