import { randomBytes } from 'node:crypto'
import { createLines } from './lines.ts'
import { plainLine } from './text.ts'

/** What of one step's output is printed, in characters; the file beside the report holds all of it. */
const PRINTED = 4 * 1024 * 1024

const CUT = '… the log of this step goes on in its file beside the report\n'

/** Output of one container: chunks as they come; `end` closes its group with a line of our own. */
export interface OutputGroup {
  write(chunk: Buffer): void
  end(lastLine: string): void
}

export interface Log {
  /** A line of our own words, outside all groups; waits behind a group that is open. Never a command to the runner. */
  say(line: string): void
  group(title: string): OutputGroup
}

interface Entry {
  readonly title: string
  /** What came before its turn to be shown. */
  pending: string[]
  /** Characters taken so far; beyond the limit nothing more is taken. */
  taken: number
  lastLine?: string
}

/**
 * The job's log, and the only place that prints what a container wrote: under `::stop-commands::` with a token it cannot
 * know, so that no line of it is a command to the runner. Groups cannot nest or mix, so of steps that run side by side
 * one is shown as it goes and the others when their turn comes.
 */
export function createLog(print: (text: string) => void): Log {
  const queue: Entry[] = []
  const waiting: string[] = []
  let token: string | undefined

  const advance = () => {
    for (;;) {
      for (const line of waiting.splice(0)) print(`${line}\n`)
      const [entry] = queue
      if (entry === undefined) return
      token = randomBytes(16).toString('hex')
      print(`::group::${entry.title}\n::stop-commands::${token}\n`)
      for (const text of entry.pending.splice(0)) print(text)
      if (entry.lastLine === undefined) return
      close(entry.lastLine)
    }
  }

  const close = (lastLine: string) => {
    print(`::${token}::\n${lastLine}\n::endgroup::\n`)
    queue.shift()
    token = undefined
  }

  return {
    say(line) {
      const own = ownLine(line)
      if (token === undefined) print(`${own}\n`)
      else waiting.push(own)
    },
    group(title) {
      const entry: Entry = { title: ownLine(title).replaceAll('%', '%25'), pending: [], taken: 0 }
      const take = (text: string) => {
        if (queue[0] === entry) print(text)
        else entry.pending.push(text)
      }
      const collect = createBatch((text) => {
        entry.taken += text.length
        take(entry.taken > PRINTED ? text + CUT : text)
      })
      queue.push(entry)
      if (token === undefined) advance()
      return {
        write(chunk) {
          if (entry.taken <= PRINTED) collect.add(chunk)
        },
        end(lastLine) {
          if (entry.taken <= PRINTED) collect.end()
          entry.lastLine = ownLine(lastLine)
          if (queue[0] !== entry) return
          close(entry.lastLine)
          advance()
        },
      }
    },
  }
}

/** The lines of each chunk as one text, because printing line by line is slow. */
function createBatch(onText: (text: string) => void): { add: (chunk: Buffer) => void; end: () => void } {
  let lines: string[] = []
  const { add, end } = createLines((line) => lines.push(inert(line)))
  const flush = () => {
    if (lines.length > 0) onText(`${lines.join('\n')}\n`)
    lines = []
  }
  return {
    add(chunk) {
      add(chunk)
      flush()
    },
    end() {
      end()
      flush()
    },
  }
}

/** The log's page takes `##[…]` for a group, an error or a colour, whoever printed it and whether commands are stopped. */
const inert = (line: string) => line.replaceAll('##[', '## [')

/** The runner looks for a command behind leading spaces and invisible characters too. */
const ownLine = (line: string) => inert(plainLine(line, 2_000)).replace(/^[\s\p{Cf}\p{Mn}]*::/u, '∷')
