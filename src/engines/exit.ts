import { constants } from 'node:os'
import type { ToldFailure } from '../facts/failure.ts'
import { formatBytes } from '../words/size.ts'
import { plainLine } from '../words/text.ts'
import type { Outcome } from './engine.ts'

/**
 * What the end of a container means; undefined when its program ended with 0. `memoryLimit` is in bytes, and `reference` is how people
 * call the image.
 */
export function explain(outcome: Outcome, memoryLimit?: number, reference = ''): ToldFailure | undefined {
  switch (outcome.kind) {
    case 'stopped':
      return {
        kind: 'internal',
        message: 'was stopped because the run was cancelled',
        hint: 'Run it again where it was not meant to end.',
      }
    case 'engine-failed':
      return explainEngine(outcome, reference)
    case 'exited':
      return outcome.exitCode === 0 ? undefined : withMeanwhile(explainExit(outcome, memoryLimit), outcome)
  }
}

type Exited = Extract<Outcome, { kind: 'exited' }>

/** Without a control group nobody knows whose process it was, and the reader may. */
function withMeanwhile(failure: ToldFailure, { killsMeanwhile = 0 }: Exited): ToldFailure {
  if (killsMeanwhile === 0) return failure
  const processes = killsMeanwhile === 1 ? 'a process' : `${killsMeanwhile} processes`
  const fact = `Meanwhile the kernel killed ${processes} of this machine because memory ran out; was it a worker of this program, work in smaller batches.`
  return { ...failure, hint: `${fact} ${failure.hint}` }
}

function explainEngine(
  {
    message,
    missingImage,
    hint = 'The fault lies with the engine of this machine or with the options for it, not with the program in the container.',
  }: Extract<Outcome, { kind: 'engine-failed' }>,
  reference: string,
): ToldFailure {
  if (missingImage) {
    const shown = reference === '' ? '' : ` (${plainLine(reference, 300)})`
    return {
      kind: 'image',
      message: `could not start: ${message}${shown}`,
      hint: 'Something removed the image during the run; run the check again.',
    }
  }
  return {
    kind: 'engine',
    message: `could not be run by the container engine: ${message}`,
    hint,
  }
}

function explainExit(outcome: Exited, memoryLimit: number | undefined): ToldFailure {
  const { exitCode, error } = outcome
  if (outcome.outOfMemory) return { ...outOfMemory(outcome, memoryLimit), exitCode }
  if (exitCode === 127) {
    return {
      kind: 'not-found',
      exitCode,
      message: withReason('ended with exit code 127: a command was not found in the image', error),
      hint: NO_SUCH_FILE.test(error) ? `${CHECK} ${INTERPRETER}` : CHECK,
    }
  }
  // Docker’s init ends with 1 where the kernel does not know what the file is.
  if (exitCode === 126 || (error !== '' && EXEC_FORMAT.test(error))) {
    if (EXEC_FORMAT.test(error)) return { kind: 'not-executable', exitCode, ...execFormat(exitCode, error) }
    return {
      kind: 'not-executable',
      exitCode,
      message: withReason('ended with exit code 126: a command was found but may not be executed', error),
      hint: 'Give the file execute permission for every user (`chmod a+rx`): it runs as an ordinary user.',
    }
  }
  if (exitCode > 128 && exitCode <= 128 + 64) return killed(exitCode)
  return {
    kind: 'exit',
    exitCode,
    message: `ended with exit code ${exitCode}`,
    hint: 'Its last lines say why. It runs without network, as an ordinary user, and may write to its outputs and /tmp only.',
  }
}

const CHECK = 'Check `command` and `entrypoint` of the task, and what a script of the image calls.'
const INTERPRETER =
  'Where the file is there, what its first line names is not: there is no such program in the image, or the line ends with CR, as Windows writes it.'
const NO_SUCH_FILE = /no such file or directory/i
const EXEC_FORMAT = /exec format error/i

const execFormat = (exitCode: number, error: string) => ({
  message: withReason(`ended with exit code ${exitCode}: the program could not be started`, error),
  hint: 'It is for another processor, or a script whose very first characters are not `#!`, such as `#!/bin/sh`.',
})

const withReason = (text: string, reason: string) => (reason === '' ? text : `${text} (${reason})`)

function outOfMemory({ peakMemory }: Exited, limit: number | undefined): ToldFailure {
  const facts = [
    ...(limit === undefined ? [] : [`limit ${formatBytes(limit)}`]),
    ...(peakMemory === undefined ? [] : [`peak ${formatBytes(peakMemory)}`]),
  ]
  return {
    kind: 'out-of-memory',
    message: facts.length === 0 ? 'ran out of memory' : `ran out of memory (${facts.join(', ')})`,
    hint:
      limit === undefined
        ? 'Work in smaller batches, or use a runner with more memory.'
        : 'Raise `run.memory`, or work in smaller batches.',
  }
}

const SIGNALS: Readonly<Record<number, readonly [what: string, hint: string]>> = {
  6: ['aborted itself', 'A failed assertion or an uncaught C++ exception; its last lines say more.'],
  9: [
    'was killed',
    'Nothing of this action killed it: most often the machine ran out of memory. Work in smaller batches, or use a larger runner.',
  ],
  11: [
    'crashed: it touched memory that is not its own',
    'Look for a library built for another processor, or a native extension that fails.',
  ],
  31: [
    'was ended by the filter of system calls',
    'It asked the kernel for what no container may have: find the call, such as by `strace`, and do without. On Apptainer that ends programs for 32-bit processors too: build those for 64 bits.',
  ],
  15: [
    'was told to stop',
    'A program in the container sent it SIGTERM, or the engine did when it was shut down.',
  ],
}

function killed(exitCode: number): ToldFailure {
  const number = exitCode - 128
  const name =
    Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? `signal ${number}`
  const [what, hint] = SIGNALS[number] ?? ['was ended by a signal', 'Its last lines may say why.']
  return { kind: 'killed', exitCode, message: `${what} (${name}, exit code ${exitCode})`, hint }
}
