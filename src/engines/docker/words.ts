import { cutLines, plainLine } from '../../words/text.ts'

/**
 * Why Docker refused, in its own words without the wrapping: the last line of what its client wrote. Registries, images
 * and archives have a say in it, so it is made plain here.
 */
export function cleanDockerWords(stderr: string): string {
  const lines = cutLines(stderr).filter((line) => line.trim() !== '' && !isHelp(line))
  const words = (lines.at(-1) ?? '')
    .replace(/^time="[^"]*" level=\w+ msg="(.*)"$/, '$1')
    .replace(/^(?:docker: |Error: )/, '')
    .replace(/^Error response from daemon: /, '')
    .replace(/^.*(?:unable to start container process|starting container process caused): /, '')
    .replace(/^.*error running hook.*, stderr: /, '')
    .replace(/: unknown\.?$/, '')
  return plainLine(words, 1_000) || 'it gave no reason'
}

const isHelp = (line: string) => /^(?:Run|See) '[^']*--help'/.test(line)

/** What the init of the container said when it could not start the program; empty when it said nothing. */
export const initWords = (stderr: string): string =>
  plainLine(
    cutLines(stderr)
      .map(readTiniLine)
      .find((words) => words !== undefined) ?? '',
    1_000,
  )

const readTiniLine = (line: string) => /^\[FATAL tini \(\d+\)\] (exec .+ failed: .+)$/.exec(line)?.[1]

/** Whether a client says that it reaches no daemon, in words that a daemon never says of a registry. */
export const isEngineSilent = (stderr: string): boolean =>
  /cannot connect to the docker daemon|is the docker daemon running|error during connect|connect to the docker daemon socket|unable to connect to podman|cannot connect to podman/i.test(
    stderr,
  )

/** Whether Docker's client says that it found no daemon, or lost it. */
export const isEngineGone = (stderr: string): boolean =>
  /cannot connect to the docker daemon|is the docker daemon running|connection refused|connection reset|unexpected EOF/i.test(
    stderr,
  )
