import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import type { Desk } from '../job/desk.ts'
import { plainLine } from '../words/text.ts'

/** The streams of a person at a terminal. */
interface Terminal {
  readonly input: Readable
  /** What was asked for. */
  readonly output: Writable
  /** Everything else that is said. */
  readonly messages: Writable
}

/** The desk of a run at a terminal: lines for a person, who can answer; nothing of it outlives the run. */
export function openTerminalDesk({ input, output, messages }: Terminal): Desk {
  const say = (text: string) => void messages.write(`${text}\n`)
  const saySafely = (text: string) => say(plainLine(text, 2_000))
  return {
    mask: () => {}, // nothing hides what a terminal shows: secrets are not printed
    line: saySafely,
    progress: saySafely,
    warn: (text) => saySafely(`warning: ${text}`),
    notice: (text, title) => saySafely(title === undefined ? text : `${title}: ${text}`),
    annotate({ kind, message, properties: { file, startLine } = {} }) {
      const place = file === undefined ? '' : `${file}:${startLine === undefined ? '' : `${startLine}:`} `
      saySafely(`${place}${kind}: ${message}`)
    },
    async question(text) {
      const lines = createInterface({ input, output: messages })
      try {
        return /^y(es)?$/i.test((await lines.question(`${plainLine(text, 2_000)} [y/N] `)).trim())
      } finally {
        lines.close()
      }
    },
    signIn({ text }) {
      saySafely(text)
      return { replace: () => {}, end: () => {} }
    },
    output: (name, value) => void output.write(`${name}: ${plainLine(String(value), 2_000)}\n`),
    summary: () => {}, // the page of a run on GitHub; here the report is a file
    remember: () => {}, // who kills a run at a terminal is there to see what it left
  }
}
