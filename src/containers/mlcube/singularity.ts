import type { EngineOptions } from '../spec.ts'
import {
  listOptions,
  type OptionDialect,
  type OptionsRead,
  type OptionTable,
  readOptions,
  withCpus,
  withMemory,
  withVariable,
} from './options.ts'

const TABLE: OptionTable = {
  ...listOptions(
    'held',
    'cleanenv contain containall net pid ipc uts no-home no-privs no-nv no-rocm disable-cache silent quiet',
    'drop-caps',
  ),
  ...listOptions('taken', 'nv nvccli writable-tmpfs compat', 'env memory cpus'),
  ...listOptions(
    'ignored',
    'rocm intel-hpu no-init no-umask no-eval userns unsquash underlay compat32 ignore-subuid ignore-userns ignore-fakeroot-command',
    'hostname pwd cwd scratch no-mount pids-limit cpu-shares cpuset-cpus cpuset-mems memory-reservation memory-swap blkio-weight blkio-weight-device runscript-timeout network-args vm-ram vm-cpu',
  ),
  ...listOptions(
    'isolation',
    'sharens no-pid writable',
    'bind mount home overlay workdir network dns fusemount containlibs device cdi-dirs env-file netns-path tmpdir',
  ),
  ...listOptions(
    'privileges',
    'fakeroot keep-privs allow-setuid oom-kill-disable boot',
    'security add-caps apply-cgroups',
  ),
}

const SHORT = {
  e: 'cleanenv',
  c: 'contain',
  C: 'containall',
  n: 'net',
  p: 'pid',
  i: 'ipc',
  u: 'userns',
  w: 'writable',
  f: 'fakeroot',
  B: 'bind',
  H: 'home',
  o: 'overlay',
  S: 'scratch',
  W: 'workdir',
}

const DIALECT: OptionDialect = { table: TABLE, short: SHORT, take }

/** Reads arguments of `singularity run` (docs/medperf.md 16.6). */
export const readSingularityOptions = (text: string): OptionsRead => readOptions(text, DIALECT)

function take(options: EngineOptions, name: string, value: string): EngineOptions | undefined {
  switch (name) {
    case 'nv':
    case 'nvccli':
      return { ...options, gpus: { kind: 'all' } }
    case 'writable-tmpfs':
    case 'compat':
      return { ...options, hasScratchRoot: true }
    case 'network':
      return value === 'none' ? options : undefined
    case 'env':
      return takeVariables(options, value)
    case 'memory':
      return withMemory(options, value)
    case 'cpus':
      return withCpus(options, value)
    default:
      return undefined
  }
}

/** One variable, or several with commas between them. */
const takeVariables = (options: EngineOptions, text: string): EngineOptions | undefined =>
  text
    .split(/,(?=\w+=)/)
    .reduce((all: EngineOptions | undefined, one) => all && withVariable(all, one), options)
