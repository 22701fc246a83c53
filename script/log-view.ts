/*
 * A job's log as GitHub's page shows it: commands to the runner are obeyed instead of printed.
 */

const COMMAND = /^::([a-z-]+)(?: ([^:]*))?::(.*)$/
const LEVELS: Readonly<Record<string, string>> = { error: 'Error', warning: 'Warning', notice: 'Notice' }

/** Takes chunks of a log and prints its lines as a person would see them. */
export function createLogView(print: (line: string) => void): (chunk: string) => void {
  let rest = ''
  let token: string | undefined
  let isInGroup = false
  const show = (line: string) => print(isInGroup ? `  ${line}` : line)
  const take = (line: string) => {
    if (token !== undefined) {
      if (line === `::${token}::`) token = undefined
      else show(line)
      return
    }
    const [, name = '', properties = '', message = ''] = COMMAND.exec(line) ?? []
    if (name === '') show(line)
    else if (name === 'stop-commands') token = message
    else if (name === 'endgroup') isInGroup = false
    else if (name === 'group') {
      print(`▸ ${message}`)
      isInGroup = true
    } else if (LEVELS[name] !== undefined) print(annotation(LEVELS[name], properties, message))
  }
  return (chunk) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  }
}

function annotation(level: string, properties: string, message: string): string {
  const file = /(?:^|,)file=([^,]*)/.exec(properties)?.[1]
  const line = /(?:^|,)line=(\d+)/.exec(properties)?.[1]
  const where = file === undefined ? '' : ` ${file}${line === undefined ? '' : `:${line}`}:`
  return `${level}:${where} ${message.replaceAll('%0A', '\n').replaceAll('%25', '%')}`
}
