import { ExpectedError } from '../../facts/error.ts'
import { plainLine } from '../../words/text.ts'
import { runProcess } from '../process/process.ts'
import type { Surroundings } from './arguments.ts'

const ANSWER_TIMEOUT = 20_000

/** What is behind the command `apptainer` or `singularity`. */
export interface Program extends Pick<Surroundings, 'flavour'> {
  readonly title: string
}

/** Asks which program a command is; throws an ExpectedError of kind `engine` where it does not answer or is too old. */
export async function readProgram(command: string): Promise<Program> {
  const { code, stdout, stderr } = await runProcess(command, ['--version'], { timeout: ANSWER_TIMEOUT })
  const program = code === 0 ? parseProgram(stdout) : undefined
  if (program !== undefined) return program
  throw stderr.includes('ENOENT')
    ? new ExpectedError('engine', `Apptainer is not here: the command \`${command}\` was not found`, {
        hint: 'Install Apptainer on this runner, or set `run.runtime` to an engine that it has.',
      })
    : new ExpectedError(
        'engine',
        `Apptainer does not work: ${plainLine(stderr.trim().split('\n').at(-1) ?? '', 500) || 'it does not answer'}`,
        { hint: `Run \`${command} --version\` on this runner; it says what is wrong.` },
      )
}

/**
 * `apptainer version 1.4.5`, `singularity-ce version 4.1.2`, `singularity version 3.8.7`; either may be behind either command.
 * Undefined for other words. Throws an ExpectedError of kind `engine` for one without `--mount`: older than 3.9.
 */
export function parseProgram(words: string): Program | undefined {
  const [, name = '', version = ''] = /^(apptainer|singularity(?:-ce)?) version (\S+)/.exec(words) ?? []
  if (name === '') return undefined
  const title = `${NAMES[name] ?? name} ${plainLine(version, 50).replace(/[-+].*$/, '')}`
  if (name === 'apptainer') return { title, flavour: 'apptainer' }
  const [major = 0, minor = 0] = version.split('.', 2).map((part) => Number.parseInt(part, 10))
  if (major > 3 || (major === 3 && minor >= 9)) return { title, flavour: 'singularity' }
  throw new ExpectedError(
    'engine',
    `${title} is too old: it cannot mount paths without reading them as lists`,
    {
      hint: 'Install Apptainer, or SingularityCE 3.9 or newer, on this runner.',
    },
  )
}

const NAMES: Readonly<Record<string, string>> = {
  apptainer: 'Apptainer',
  singularity: 'Singularity',
  'singularity-ce': 'SingularityCE',
}
