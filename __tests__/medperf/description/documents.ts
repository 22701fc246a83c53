import { readFileSync } from 'node:fs'
import type { Era } from '../../../src/medperf/era.ts'
import { parseJson } from '../../../src/yaml/json.ts'
import type { Value } from '../../../src/yaml/value.ts'

/** What a real server of an era says of itself. */
export const documentOf = (era: Era): Value =>
  parseJson(readFileSync(new URL(`../../fixtures/openapi/${era}.json`, import.meta.url), 'utf8'))
