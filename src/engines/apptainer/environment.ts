import { isShellName } from '../../containers/arguments/argument.ts'
import type { ContainerRun } from '../../containers/run.ts'
import type { Surroundings } from './arguments.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What is set over our own environment where a container is started, and what is taken out of it. */
export const containerEnvironment = (
  run: Pick<ContainerRun, 'environment' | 'gpus'>,
  surroundings: Pick<Surroundings, 'flavour' | 'hasGpuTool'>,
  ours: Environment = process.env,
): Environment => ({ ...shutOut(ours), ...apptainerEnvironment(run, surroundings) })

/** Settings that say where and how Apptainer works on this machine, and nothing of what is in a container. */
const KEPT = /^(?:APPTAINER|SINGULARITY)_(?:CACHEDIR|CONFIGDIR|CONFIG_FILE|TMPDIR|UNSQUASH|USERNS)$/
/** In spite of `--cleanenv` these go on into a container, or change what it is: every option has a variable. */
const SHUT_OUT = /^(?:APPTAINER|SINGULARITY)(?:ENV)?_|_proxy$|^TERM$/i

/** The variables of this machine that no container may be started with, each undefined. */
export const shutOut = (ours: Environment = process.env): Environment =>
  Object.fromEntries(
    Object.keys(ours)
      .filter((name) => SHUT_OUT.test(name) && !KEPT.test(name))
      .map((name) => [name, undefined]),
  )

/** A login of a registry; everything else of Apptainer's would change what a cell is. */
const LOGIN = /^(?:APPTAINER|SINGULARITY)_DOCKER_(?:USERNAME|PASSWORD)$/

/** What is set over our own environment where Apptainer itself works in a container: settings are left out, a login goes on. */
export const cellEnvironment = (ours: Environment = process.env): Environment => {
  const set = Object.entries(ours).filter(([name]) => /^(?:APPTAINER|SINGULARITY)_/.test(name))
  return Object.fromEntries(
    set.flatMap(([name, value]) => [
      ...(KEPT.test(name) ? [] : [[name, undefined]]),
      ...(LOGIN.test(name)
        ? ['APPTAINERENV', 'SINGULARITYENV'].map((prefix) => [`${prefix}_${name}`, value])
        : []),
    ]),
  )
}

/** The variables of the caller that become the container's (docs/medperf.md 14.3), and the GPUs that it may see. */
export function apptainerEnvironment(
  { environment, gpus }: Pick<ContainerRun, 'environment' | 'gpus'>,
  { flavour, hasGpuTool }: Pick<Surroundings, 'flavour' | 'hasGpuTool'>,
): Record<string, string> {
  const name = flavour.toUpperCase()
  const prefix = `${name}ENV_`
  const devices = gpus.kind === 'devices' ? gpus.devices.join(',') : undefined
  // With the tool the chosen GPUs are the only ones, numbered anew from 0, so their old numbers must not be told.
  const shown = hasGpuTool ? 'NVIDIA_VISIBLE_DEVICES' : `${prefix}CUDA_VISIBLE_DEVICES`
  return Object.fromEntries([
    // Else a converted image's script has a shell evaluate the words of the command and the values of variables.
    [`${name}_NO_EVAL`, '1'],
    // Names are put into a script of Apptainer's as they are.
    ...environment.filter(([key]) => isShellName(key)).map(([key, value]) => [`${prefix}${key}`, value]),
    ...(devices === undefined ? [] : [[shown, devices]]),
  ])
}
