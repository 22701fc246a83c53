import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ExpectedError } from '../../facts/error.ts'
import { plainLine } from '../../words/text.ts'
import type { Value } from '../../yaml/value.ts'
import { parseYaml } from '../../yaml/yaml.ts'

const LARGEST = 64 * 1024 ** 2

/**
 * Reads statistics or results as MedPerf does, in YAML 1.1; null is like empty, and both fail the step (docs/medperf.md
 * 13.6).
 */
export function readYamlOutput(path: string, what: 'statistics' | 'results'): Value {
  if (!existsSync(path)) throw unusable(`the ${what} file does not exist`)
  const value = readValue(path, what)
  if (value === null) throw unusable(`the ${what} file is empty`)
  return value
}

/**
 * Reads results.yaml in the folder that a script wrote; one that is missing or empty stands for `{}` (docs/medperf.md 13.6).
 */
export function readScriptResults(folder: string): Value {
  const path = join(folder, 'results.yaml')
  return existsSync(path) ? (readValue(path, 'results') ?? {}) : {}
}

function readValue(path: string, what: string): Value {
  if (statSync(path).size > LARGEST) throw unusable(`the ${what} file is larger than ${LARGEST} bytes`)
  const parsed = parseYaml(readFileSync(path))
  if (!parsed.ok) throw unusable(`the ${what} file cannot be read as YAML 1.1: ${plainLine(parsed.error)}`)
  return parsed.value
}

const unusable = (message: string) =>
  new ExpectedError('output', message, {
    hint: 'Write YAML (or JSON) to the file that is mounted as output_path.',
  })
