import type { ToldFailure } from '../../facts/failure.ts'
import { quoteName } from '../../words/text.ts'
import { isNamedIn, type ScriptFault } from './scripts.ts'

/** What may say why a program could not be started, or a script not be read. */
export interface ExitTraces {
  /** The last lines of the container. */
  readonly lines: readonly string[]
  /** What the image is for and what the machine is, where these differ. */
  readonly platforms?: { readonly image: string; readonly machine: string }
  /** Gives the scripts that the container has with line ends of Windows. */
  readonly findScripts: () => readonly ScriptFault[]
}

/** Last lines of a log in which a cause is looked for. */
const LOOKED_AT = 20

/** The last is a shell that takes such a program for a script. */
const EXEC_FORMAT =
  /exec format error|cannot execute binary file|wrong ELF class|rosetta error|: \W?ELF\b.{0,100}: not found/i

/** A carriage return as programs show it, or what a terminal leaves of a line that one was in the middle of. */
const RETURN =
  /\^M|\\r['"’:]|\\015|\$'\\r'|^['"’]?: (?:not found|no such file or directory|bad interpreter|command not found|invalid option|numeric argument required)|: Illegal option -$/i

/**
 * A failure with what fits its cause, where the log or the scripts show one: another processor, or line ends of Windows. Only an exit
 * with a code that such causes have is looked at.
 */
export function explainExitCause(
  failure: ToldFailure,
  { lines, platforms, findScripts }: ExitTraces,
): ToldFailure {
  if (!KINDS.has(failure.kind) || !CODES.has(failure.exitCode ?? 0)) return failure
  const said = [failure.message, ...lines.slice(-LOOKED_AT)]
  if (said.some((line) => EXEC_FORMAT.test(line))) return otherProcessor(failure, platforms)
  const hasReturn = said.some((line) => RETURN.test(line))
  if (!hasReturn && failure.kind !== 'not-found') return failure
  const scripts = findScripts()
  const named = scripts.find((script) => said.some((line) => isNamedIn(script, line)))
  if (!hasReturn && named === undefined) return failure
  return windowsLines(failure, named ?? scripts[0])
}

const KINDS: ReadonlySet<string> = new Set(['exit', 'not-found', 'not-executable'])
/** 2 is how shells end over a line that they cannot read; 255 is Apptainer's. */
const CODES: ReadonlySet<number> = new Set([1, 2, 126, 127, 255])

function otherProcessor(failure: ToldFailure, platforms: ExitTraces['platforms']): ToldFailure {
  if (platforms === undefined) {
    const hint =
      'A program of the image is for another processor, or a script’s very first characters are not `#!`, such as `#!/bin/sh`.'
    return { ...failure, code: 'exec-format', hint }
  }
  const { image, machine } = platforms
  return {
    ...failure,
    code: 'image-platform',
    message: `${failure.message}: the image is for ${image}, and this machine is ${machine}`,
    hint: `Build it for ${machine} too, such as by \`docker buildx build --platform ${machine}\`.`,
  }
}

function windowsLines(failure: ToldFailure, script: ScriptFault | undefined): ToldFailure {
  const which = script === undefined ? 'a script' : quoteName(script.shown, 200)
  return {
    ...failure,
    code: 'crlf-script',
    message: `${failure.message}: ${which} has the line ends of Windows (CRLF)`,
    hint: `Save it with line ends of Unix, and let \`.gitattributes\` say \`*.sh text eol=lf\`, so that no checkout changes them.`,
  }
}
