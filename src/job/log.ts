import { randomBytes } from 'node:crypto'
import { createLines } from '../words/lines.ts'
import { plainLine } from '../words/text.ts'

/** What of one step's output is printed, in characters; the file beside the report holds more. */
const PRINTED = 4 * 1024 * 1024

const CUT = '… the log of this step goes on in its file beside the report\n'

/** Output of one step: a stranger's chunks as they come; `end` closes its group with a line of our own. */
export interface OutputGroup {
  write(chunk: Buffer): void
  /** A line of our own words inside the group. Never a command to the runner. */
  say(line: string): void
  end(lastLine: string): void
}

export interface Log {
  /** A line of our own words, outside all groups; waits behind a group that is open. Never a command to the runner. */
  say(line: string): void
  group(title: string): OutputGroup
  /**
   * Does work whose packages print commands to the runner past this log. Commands are heard meanwhile, and everything that the
   * log is told waits until the work is over, so that no stranger's text comes between.
   */
  aside<T>(work: () => T | Promise<T>): Promise<T>
}

interface Part {
  readonly text: string
  readonly isOurs: boolean
}

interface Entry {
  readonly title: string
  /** What came before its turn to be shown. */
  pending: Part[]
  /** Characters taken so far; beyond the limit nothing more is taken. */
  taken: number
  lastLine?: string
}

/**
 * The job's log, and the only place that prints what a container wrote: under `::stop-commands::` with a token it cannot
 * know, so that no line of it is a command to the runner. Commands are stopped from a stranger's first bytes to our next
 * words, and not in a group that has only ours. Groups cannot nest or mix, so of steps that run side by side one is shown
 * as it goes and the others when their turn comes.
 */
export function createLog(output: (text: string) => void): Log {
  const queue: Entry[] = []
  const waiting: string[] = []
  let token: string | undefined
  const { print, isHeld, hold } = createGate(output)

  /** Lets the runner hear commands again. */
  const resume = () => {
    if (token !== undefined) print(`::${token}::\n`)
    token = undefined
  }

  const show = ({ text, isOurs }: Part) => {
    if (isOurs) resume()
    else if (token === undefined) {
      token = randomBytes(16).toString('hex')
      print(`::stop-commands::${token}\n`)
    }
    print(text)
  }

  const advance = () => {
    for (;;) {
      for (const line of waiting.splice(0)) print(`${line}\n`)
      const [entry] = queue
      if (entry === undefined) return
      print(`::group::${entry.title}\n`)
      for (const part of entry.pending.splice(0)) show(part)
      if (entry.lastLine === undefined) return
      close(entry.lastLine)
    }
  }

  const close = (lastLine: string) => {
    show({ text: `${lastLine}\n::endgroup::\n`, isOurs: true })
    queue.shift()
  }

  return {
    async aside(work) {
      // What is held was told after commands were resumed.
      if (!isHeld()) resume()
      const release = hold()
      try {
        return await work()
      } finally {
        release()
      }
    },
    say(line) {
      const own = ownLine(line)
      if (queue.length === 0) print(`${own}\n`)
      else waiting.push(own)
    },
    group(title) {
      const entry: Entry = { title: ownLine(title).replaceAll('%', '%25'), pending: [], taken: 0 }
      const take = (text: string, isOurs: boolean) => {
        if (entry.taken > PRINTED) return
        entry.taken += text.length
        const part = { text: entry.taken > PRINTED ? text + CUT : text, isOurs }
        if (queue[0] === entry) show(part)
        else entry.pending.push(part)
      }
      const collect = createBatch((text) => take(text, false))
      queue.push(entry)
      if (queue[0] === entry) advance()
      return {
        write(chunk) {
          if (entry.taken <= PRINTED) collect.add(chunk)
        },
        say: (line) => take(`${ownLine(line)}\n`, true),
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

/** Holds back what is printed while anybody wants it held. */
function createGate(output: (text: string) => void) {
  let holders = 0
  let held = ''
  return {
    isHeld: () => holders > 0,
    print(text: string) {
      if (holders > 0) held += text
      else output(text)
    },
    hold() {
      holders++
      return () => {
        holders--
        if (holders > 0 || held === '') return
        output(held)
        held = ''
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
