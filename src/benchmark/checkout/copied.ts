import { matchGlob } from '../../words/glob.ts'

/** What a Dockerfile takes from its build context by one instruction. */
export interface Copied {
  /** Relative to the context, as it is written; `.` for all of it. */
  readonly source: string
  /** Of the instruction, from 1. */
  readonly line: number
}

const CONTINUED = /\\\s*$/

/** The sources of all that a Dockerfile copies from its context; those of variables and other stages are left out. */
export function listCopied(dockerfile: string): readonly Copied[] {
  const lines = dockerfile.split(/\r?\n/)
  const found: Copied[] = []
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1
    const parts = [lines[index] ?? '']
    while (CONTINUED.test(lines[index] ?? '') && index + 1 < lines.length) {
      index += 1
      if (!/^\s*#/.test(lines[index] ?? '')) parts.push(lines[index] ?? '')
    }
    const instruction = parts.map((part) => part.replace(CONTINUED, ' ')).join('')
    found.push(...readSources(instruction).map((source) => ({ source, line })))
  }
  return found
}

function readSources(instruction: string): readonly string[] {
  const [, flags = '', rest = ''] = /^\s*(?:COPY|ADD)((?:\s+--\S+)*)\s+(.*)$/is.exec(instruction) ?? []
  if (/\s--from=/i.test(flags)) return []
  const words = rest.trim().startsWith('[') ? readList(rest) : rest.trim().split(/\s+/)
  const sources = [...words.slice(0, -1), ...listMounts(instruction)]
  return sources
    .filter((source) => source !== '' && !/[$<]|:\/\//.test(source))
    .map((source) => source.replace(/^(\.?\/)+/, '').replace(/\/+$/, '') || '.')
}

const readList = (text: string): readonly string[] =>
  [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word)

/** `RUN --mount=type=bind,source=weights` sees the context too. */
const listMounts = (instruction: string): readonly string[] =>
  [...(/^\s*RUN\s/i.test(instruction) ? instruction.matchAll(/--mount=(\S+)/g) : [])].flatMap(
    ([, options = '']) => {
      const pairs = new Map(options.split(',').map((pair) => pair.split('=', 2) as [string, string]))
      const isBind = (pairs.get('type') ?? 'bind') === 'bind' && !pairs.has('from')
      return isBind ? [pairs.get('source') ?? pairs.get('src') ?? '.'] : []
    },
  )

/** Whether a source covers a path of the context. */
export const covers = (source: string, path: string): boolean =>
  source === '.' || listAbove(path).some((one) => one === source || matchGlob(one, source))

/** Whether a source is the whole context, whatever is in it. */
export const isAll = (source: string): boolean => /^(\.|\*+)$/.test(source)

/** Whether the lines of a `.dockerignore` leave a path out of the context. */
export function isIgnored(ignore: string, path: string): boolean {
  let ignored = false
  for (const line of ignore.split(/\r?\n/)) {
    const written = line.trim()
    if (written === '' || written.startsWith('#')) continue
    const isKept = written.startsWith('!')
    const pattern = written
      .replace(/^!\s*/, '')
      .replace(/^(\.?\/)+/, '')
      .replace(/\/+$/, '')
    if (listAbove(path).some((one) => one === pattern || matchGlob(one, pattern))) ignored = !isKept
  }
  return ignored
}

/** A path, and each folder around it. */
function listAbove(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
