import type { Runtime } from '../benchmark/benchmark.ts'
import type { ContainerType } from '../containers/spec.ts'
import type { EngineCommand } from '../facts/engine-command.ts'

/** What the containers of a benchmark need of an engine. */
export interface Needs {
  readonly types: readonly ContainerType[]
  /** Whether an image is built from a Dockerfile. */
  readonly builds: boolean
}

/** The programs to try, in order, and why these: a sentence's second half, which begins with `because` or `as`. */
export interface Candidates {
  readonly commands: readonly EngineCommand[]
  readonly because: string
}

/** An engine that MedPerf would not run these containers with (docs/medperf.md 12.1), and what to do about it. */
export interface Misfit {
  readonly message: string
  readonly hint: string
}

const SIF_COMMANDS = ['apptainer', 'singularity'] as const

/** Which engines may run a benchmark; a Misfit where the user asks for one that cannot. */
export function candidatesFor(runtime: Runtime, { types, builds }: Needs): Candidates | Misfit {
  const sif = types.find((type) => type.endsWith('SingularityFile'))
  if (runtime === 'docker' || runtime === 'podman') {
    if (sif === undefined) return { commands: [runtime], because: `as \`run.runtime: ${runtime}\` says` }
    return {
      message: `\`run.runtime: ${runtime}\` cannot run ${named(sif)}: only Apptainer and Singularity can`,
      hint: 'Set `run.runtime` to `apptainer`, or leave it out.',
    }
  }
  if (runtime === 'apptainer') return { commands: SIF_COMMANDS, because: asked(runtime) }
  if (runtime === 'singularity') return { commands: SIF_COMMANDS.toReversed(), because: asked(runtime) }
  if (sif !== undefined) return { commands: SIF_COMMANDS, because: `because there is ${named(sif)}` }
  if (builds) {
    return {
      commands: ['docker', 'podman', ...SIF_COMMANDS],
      because: 'because it is the first here that builds images',
    }
  }
  return {
    commands: ['docker', 'podman', ...SIF_COMMANDS],
    because: 'because it is the first here that answers',
  }
}

const asked = (runtime: Runtime) => `as \`run.runtime: ${runtime}\` says`

const named = (type: ContainerType) => `${/^[AE]/.test(type) ? 'an' : 'a'} ${type}`
