import { suggestName } from '../words/did-you-mean.ts'
import type { Mapping, Value } from '../yaml/value.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import { type Finding, warnKey } from './finding.ts'

/** MedPerf ignores unknown keys; one that nearly is a known one is most likely a slip. */
export const findSlips = (value: Mapping, known: readonly string[], path: YamlPath): readonly Finding[] =>
  Object.keys(value).flatMap((key) => {
    const meant = known.includes(key) ? undefined : suggestName(key, known)
    if (meant === undefined) return []
    return [warnKey([...path, key], `MedPerf ignores the key \`${key}\``, `Did you mean \`${meant}\`?`)]
  })

const FOLDER = /^(?:d|dirs?|folders?|path)$/
const FILE = /^(?:f|files|regular)$/

/** What to write as the type of a volume, in place of something that is none. */
export function adviseType(written: Value): string {
  const word = typeof written === 'string' ? written.trim().toLowerCase() : ''
  const meant = FOLDER.test(word)
    ? 'directory'
    : FILE.test(word)
      ? 'file'
      : suggestName(word, ['file', 'directory'])
  return meant === undefined ? 'Write `type: file` or `type: directory`.' : `Write \`type: ${meant}\`.`
}
