import type { YamlPath } from '../../yaml/yaml.ts'
import { type Finding, wrongValue } from '../finding.ts'

/** What a shell leaves alone; `mlcube` hands its whole command to one, without quotes (docs/medperf.md 16.2). */
const PLAIN = /^[\w@%+=,./-]*$/

/** Checks a text that `mlcube` puts into a shell command; `what` names it in the message. */
export function checkPlain(text: string, what: string, path: YamlPath): readonly Finding[] {
  if (PLAIN.test(text)) return []
  const why = `${what} "${text}" has characters that \`mlcube\` hands to a shell without quotes`
  return [wrongValue(path, why, 'Use letters, digits and `_ - . / = + , % @`.')]
}

/** A path relative to `workspace/` without `.` and empty parts; undefined for one that leads out of it. */
export function insideWorkspace(written: string): string | undefined {
  const parts: string[] = []
  for (const part of written.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined
    if (part !== '' && part !== '.' && part !== '..') parts.push(part)
  }
  return written.startsWith('/') || written.startsWith('~') ? undefined : parts.join('/')
}
