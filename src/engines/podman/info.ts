import * as z from 'zod'
import { ExpectedError } from '../../facts/error.ts'
import { parseAnswer } from '../answer.ts'
import { cleanDockerWords } from '../docker/words.ts'
import type { Wanted } from '../engine.ts'
import { runProcess } from '../process/process.ts'

const ANSWER_TIMEOUT = 20_000

const InfoSchema = z.object({
  version: z.object({ Version: z.string() }),
  host: z.object({
    cgroupControllers: z.array(z.string()).nullish(),
    cgroupVersion: z.string().default(''),
    security: z.object({
      rootless: z.boolean(),
      seccompEnabled: z.boolean().default(true),
      seccompProfilePath: z.string().default(''),
    }),
    serviceIsRemote: z.boolean().default(false),
  }),
  store: z.object({ graphRoot: z.string().default('') }).default({ graphRoot: '' }),
})

/** What an installation of Podman is able to do. */
export interface Podman {
  readonly version: string
  /** Whether a service runs the containers, which may see other files than we do. */
  readonly isRemote: boolean
  /** Whether it can filter system calls, and the file with the filter that it would take. */
  readonly filter: { readonly isThere: boolean; readonly path: string }
  /** Where it keeps images on this machine. */
  readonly store: string | undefined
  /** Which of these limits it cannot keep, in sentences. */
  unkept(wanted: Wanted): readonly string[]
}

/** Asks Podman what it can do; an ExpectedError of kind `engine` where it does not answer. */
export async function readPodman(command: string): Promise<Podman> {
  const { code, stdout, stderr } = await runProcess(command, ['info', '--format', '{{json .}}'], {
    timeout: ANSWER_TIMEOUT,
  })
  const info = code === 0 ? InfoSchema.safeParse(parseAnswer(stdout)).data : undefined
  if (info === undefined) throw noPodman(command, code, stderr)
  const { rootless, controllers } = {
    rootless: info.host.security.rootless,
    controllers: info.host.cgroupControllers ?? [],
  }
  const { serviceIsRemote: isRemote } = info.host
  return {
    version: info.version.Version,
    isRemote,
    filter: {
      isThere: info.host.security.seccompEnabled,
      path: info.host.security.seccompProfilePath,
    },
    store: isRemote ? undefined : info.store.graphRoot || undefined,
    // Root has every controller; another user those that systemd hands on, and on cgroup v1 none.
    unkept: (wanted) =>
      rootless ? unkeptBy(info.host.cgroupVersion === 'v2' ? controllers : [], wanted) : [],
  }
}

const CONTROLLERS = { memory: 'memory', cpus: 'cpu', pids: 'pids' } as const

function unkeptBy(controllers: readonly string[], wanted: Wanted): readonly string[] {
  return (['memory', 'cpus', 'pids'] as const)
    .filter((name) => wanted[name] !== undefined && !controllers.includes(CONTROLLERS[name]))
    .map(
      (name) =>
        `Podman cannot keep the limit \`${name}\` here: it runs without root, and this user has no cgroup controller \`${CONTROLLERS[name]}\`.`,
    )
}

function noPodman(command: string, code: number | null, stderr: string): ExpectedError {
  if (stderr.includes('ENOENT')) {
    return new ExpectedError('engine', `Podman is not here: the command \`${command}\` was not found`, {
      hint: 'Install Podman on this runner, or set `run.runtime` to an engine that it has.',
    })
  }
  const reason = code === null ? `no answer within ${ANSWER_TIMEOUT / 1000} s` : cleanDockerWords(stderr)
  return new ExpectedError('engine', `Podman does not work: ${reason}`, {
    code: 'engine-silent',
    hint: 'Run `podman info` on this runner; its last line says what is wrong.',
  })
}
