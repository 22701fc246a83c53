/**
 * Reads a file of `name=value` lines and `name<<delimiter` blocks as the runner does (GITHUB_OUTPUT, GITHUB_STATE).
 * Throws where the runner would fail the step.
 */
export function parseFileCommands(text: string): Record<string, string> {
  const entries: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
      const delimiter = line.slice(heredoc + 2)
      const end = lines.indexOf(delimiter, at + 1)
      if (delimiter === '' || end < 0) throw new Error(`no end of the value that begins with: ${line}`)
      entries[line.slice(0, heredoc)] = lines.slice(at + 1, end).join('\n')
      at = end
    } else if (equals > 0) {
      entries[line.slice(0, equals)] = line.slice(equals + 1)
    } else {
      throw new Error(`not a file command: ${line}`)
    }
  }
  return entries
}

/** One workflow command of the log that the runner would obey. */
export interface Command {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

/** The commands a runner would obey in a log: what stands between `stop-commands` and its token is only text. */
export function parseCommands(log: string): Command[] {
  const commands: Command[] = []
  let token: string | undefined
  for (const line of log.split(/\r?\n/)) {
    const match = /^\s*::([^\s:]+)(?: ([^:]*))?::(.*)$/.exec(line)
    if (match === null) continue
    const [, name = '', properties = '', message = ''] = match
    if (token !== undefined) {
      if (name === token) token = undefined
      continue
    }
    if (name === 'stop-commands') token = message
    else commands.push({ name, properties: parseProperties(properties), message: unescaped(message) })
  }
  return commands
}

const parseProperties = (text: string) =>
  Object.fromEntries(
    text
      .split(',')
      .filter((pair) => pair.includes('='))
      .map((pair) => {
        const at = pair.indexOf('=')
        return [pair.slice(0, at).trim(), unescaped(pair.slice(at + 1))]
      }),
  )

const unescaped = (text: string) =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')
