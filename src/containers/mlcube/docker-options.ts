import { isDockerSize } from '../../words/size.ts'
import { parseGpus } from '../gpus.ts'
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

/** `mlcube` has a shell put the caller's ids here; every container runs as the caller anyway. */
const CALLER = /\$\(id -u\)(?::\$\(id -g\))?/g
const CALLER_WORD = 'caller'

const TABLE: OptionTable = {
  ...listOptions('held', 'rm init interactive tty no-healthcheck quiet', 'cap-drop'),
  ...listOptions('taken', '', 'env shm-size memory cpus gpus'),
  ...listOptions(
    'ignored',
    'read-only',
    'ulimit cpuset-cpus cpuset-mems cpu-shares cpu-period cpu-quota memory-swap memory-reservation memory-swappiness pids-limit blkio-weight name label hostname platform pull runtime stop-timeout stop-signal log-driver log-opt oom-score-adj tmpfs',
  ),
  ...listOptions(
    'isolation',
    'publish-all detach',
    'volume volumes-from volume-driver mount ipc pid uts userns cgroupns cgroup-parent net network network-alias net-alias device device-cgroup-rule device-read-bps device-read-iops device-write-bps device-write-iops publish expose add-host dns dns-option dns-search link ip ip6 env-file isolation',
  ),
  ...listOptions(
    'privileges',
    'privileged oom-kill-disable use-api-socket',
    'cap-add security-opt user group-add sysctl',
  ),
}

const SHORT = {
  i: 'interactive',
  t: 'tty',
  q: 'quiet',
  e: 'env',
  m: 'memory',
  c: 'cpu-shares',
  l: 'label',
  h: 'hostname',
  P: 'publish-all',
  p: 'publish',
  d: 'detach',
  v: 'volume',
  u: 'user',
}

/** What holds for every container here, of options that may say more. */
const HELD: Readonly<Record<string, RegExp>> = {
  network: /^none$/,
  net: /^none$/,
  ipc: /^(?:none|private)$/,
  cgroupns: /^private$/,
  user: new RegExp(`^${CALLER_WORD}$`),
  'security-opt': /^no-new-privileges(?:[:=]true)?$/,
}

const DIALECT: OptionDialect = { table: TABLE, short: SHORT, take }

/** Reads arguments of `docker run` (docs/medperf.md 16.5). */
export const readDockerOptions = (text: string): OptionsRead =>
  readOptions(text.replaceAll(CALLER, CALLER_WORD), DIALECT)

function take(options: EngineOptions, name: string, value: string): EngineOptions | undefined {
  switch (name) {
    case 'env':
      return withVariable(options, value)
    case 'shm-size':
      return isDockerSize(value) ? { ...options, shmSize: value } : undefined
    case 'memory':
      return withMemory(options, value)
    case 'cpus':
      return withCpus(options, value)
    case 'gpus': {
      const gpus = parseGpus(value.replaceAll('"', ''))
      return gpus && { ...options, gpus }
    }
    default:
      return HELD[name]?.test(value) ? options : undefined
  }
}
