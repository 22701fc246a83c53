import { dirname, join } from 'node:path'
import { ExpectedError } from '../../facts/error.ts'
import { readBounded } from '../../files/read-file.ts'
import { plainLine } from '../../words/text.ts'
import { MOST_VALUES } from '../../yaml/bound.ts'
import { hasEndlessPaths, MOST_PATHS } from '../../yaml/json.ts'
import type { Value } from '../../yaml/value.ts'
import { parseYaml } from '../../yaml/yaml.ts'

const LARGEST = 64 * 1024 ** 2

/**
 * Reads statistics or results as MedPerf does, in YAML 1.1; null is like empty, and both fail the step (docs/medperf.md
 * 13.6).
 */
export function readYamlOutput(path: string, what: 'statistics' | 'results'): Value {
  const value = readValue(path, what)
  if (value === undefined) throw unusable(`the ${what} file does not exist`)
  if (value === null) throw unusable(`the ${what} file is empty`)
  return value
}

/**
 * Reads results.yaml in the folder that a script wrote; one that is missing or empty stands for `{}` (docs/medperf.md 13.6).
 */
export const readScriptResults = (folder: string): Value =>
  readValue(join(folder, 'results.yaml'), 'results') ?? {}

/** What a file says; undefined where there is none. A link out of its folder is no file of the container's. */
function readValue(path: string, what: string): Value | undefined {
  const bytes = readBounded(path, { most: LARGEST, inside: dirname(path) })
  if ('wrong' in bytes) {
    if (bytes.wrong === 'missing') return undefined
    throw unusable(`the ${what} file ${WHY[bytes.wrong]}`)
  }
  const parsed = parseYaml(bytes, MOST_VALUES)
  if (!parsed.ok) throw unusable(`the ${what} file cannot be read as YAML 1.1: ${plainLine(parsed.error)}`)
  if (hasEndlessPaths(parsed.value))
    throw unusable(
      `the names of all values in the ${what} file together are longer than ${MOST_PATHS.toLocaleString('en')} characters`,
    )
  return parsed.value
}

const WHY = {
  outside: 'is a link that leads out of its folder',
  special: 'is not a regular file',
  large: `is larger than ${LARGEST} bytes`,
  unreadable: 'cannot be read',
} as const

const unusable = (message: string) =>
  new ExpectedError('output', message, {
    hint: `Write YAML (or JSON), of at most ${MOST_VALUES.toLocaleString('en')} values, to the file that is mounted as output_path.`,
  })
