import { mountPathFault } from '../containers/arguments/argument.ts'
import type { Bind } from '../containers/run.ts'
import { ExpectedError } from '../facts/error.ts'
import { plainLine } from '../words/text.ts'
import { writeCsvLine } from './csv.ts'

/**
 * The arguments that mount one thing, the same for every engine and the only way to: `--mount` is read as a line of CSV, so
 * that any path of this machine can be its source. What `--volume` and `--bind` take for separators (`:`, `,`, `^`, `\`)
 * means nothing there. Throws an ExpectedError for paths that could still be read in two ways.
 */
export function bindArguments(bind: Bind): readonly string[] {
  checkBind(bind)
  const { source, target, mode } = bind
  const access = mode === 'ro' ? ['readonly'] : []
  return ['--mount', writeCsvLine('type=bind', `source=${keepEnd(source)}`, `target=${target}`, ...access)]
}

/** Throws an ExpectedError of kind `internal` for a mount that could be read in two ways. */
export function checkBind({ source, target }: Bind): void {
  const fault = mountPathFault(target) ?? sourceFault(source)
  if (fault === undefined) return
  throw new ExpectedError('internal', plainLine(`cannot be started: ${fault}`, 2_000), {
    hint: 'Give it another name; letters, digits and `_ - . /` are read alike by every engine.',
  })
}

function sourceFault(source: string): string | undefined {
  if (!source.startsWith('/')) return `the path "${source}" of this machine should be absolute`
  // Go's reader of CSV drops the carriage return of a line end, also inside quotes.
  return /[\0\r]/.test(source) ? `the path "${source}" of this machine has a carriage return` : undefined
}

/** Docker 29 takes no value that ends with white space; what a user may name so are folders, which have more than one name. */
const keepEnd = (source: string) => (/[\s\u0085]$/u.test(source) ? `${source}/.` : source)
