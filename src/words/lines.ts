import { plainText } from './text.ts'

/** A line without end is cut here, in UTF-16 units: a progress bar or a binary stream must not grow in memory. */
const LONGEST = 16 * 1024

/** Takes chunks of bytes; `end` says that no more will come. */
export interface ByteSink {
  add(chunk: Buffer): void
  end(): void
}

/**
 * Cuts chunks of bytes into printable lines of at most 16 Ki characters, ended by `\n`, `\r\n` or, as progress bars do,
 * `\r`; invalid UTF-8 becomes U+FFFD. `end` gives what was left unfinished.
 */
export function createLines(onLine: (line: string) => void): ByteSink {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  const emit = (text: string) => {
    for (const line of plainText(text).split('\n')) {
      let left = line
      while (left.length > LONGEST) {
        const at = cutAt(left)
        onLine(left.slice(0, at))
        left = left.slice(at)
      }
      onLine(left)
    }
  }
  const take = (text: string) => {
    const all = onlyNewlines(rest + text)
    const end = all.lastIndexOf('\n')
    if (end !== -1) emit(all.slice(0, end))
    rest = all.slice(end + 1)
    while (rest.length > LONGEST) {
      const at = cutAt(rest)
      emit(rest.slice(0, at))
      rest = rest.slice(at)
    }
  }
  return {
    add: (chunk) => take(decoder.decode(chunk, { stream: true })),
    end() {
      take(decoder.decode())
      if (rest !== '') emit(rest.replace(/\r$/, ''))
      rest = ''
    },
  }
}

/** Every end of a line as `\n`, but for a `\r` at the very end: it may be the first half of `\r\n`. */
function onlyNewlines(text: string): string {
  if (!text.includes('\r')) return text
  const isOpen = text.endsWith('\r')
  const lines = (isOpen ? text.slice(0, -1) : text).replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  return isOpen ? `${lines}\r` : lines
}

/** Where to cut a line that is too long; a surrogate pair stays whole. */
const cutAt = (line: string) => (isLead(line.charCodeAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST)

const isLead = (unit: number) => unit >= 0xd800 && unit < 0xdc00

/** Keeps the last bytes of a stream; adding costs no more than the chunk, whatever came before. */
export function createTail(limit: number): {
  add: (chunk: Buffer) => void
  bytes: () => Buffer
  text: () => string
} {
  let chunks: Buffer[] = []
  let size = 0
  const bytes = () => Buffer.concat(chunks).subarray(-limit)
  return {
    add(chunk) {
      chunks.push(chunk)
      size += chunk.length
      if (size < 2 * limit) return
      const kept = bytes()
      chunks = [Buffer.from(kept)]
      size = kept.length
    },
    bytes,
    text: () => bytes().toString('utf8'),
  }
}

const LAST_BYTES = 256 * 1024

/**
 * Keeps the last printable lines of a stream as a terminal would show them: of a line that was written over with `\r`
 * only its last state. Costs next to nothing while the stream runs; looks back 256 KiB.
 */
export function createLastLines(
  count: number,
  width: number,
): { add: (chunk: Buffer) => void; lines: () => string[] } {
  const tail = createTail(LAST_BYTES)
  return {
    add: tail.add,
    lines() {
      const text = tail.text()
      if (text === '') return []
      const lines = text.replace(/\r?\n$/, '').split('\n')
      return lines.slice(-count).map((line) => plainText(lastState(line)).slice(0, width).toWellFormed())
    },
  }
}

const lastState = (line: string) => line.split('\r').findLast((state) => state.trim() !== '') ?? ''
