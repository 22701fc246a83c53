import { boolCoreTag, floatCoreTag, intCoreTag, NOT_RESOLVED, nullCoreTag, strTag } from 'js-yaml'
import { MOST_SETTINGS } from './bound.ts'
import type { ScalarNode } from './nodes.ts'
import type { Scalar } from './scalars.ts'
import { refuseTag } from './tags.ts'
import { readYaml, type YamlDocument } from './yaml.ts'

const IMPLICIT = [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag]
const TAGS = [...IMPLICIT, strTag]

/** Reads a document of YAML 1.2 with its core schema: `yes` and `010` are not what they are in YAML 1.1. */
export const parseCoreYaml = (source: string | Uint8Array): YamlDocument =>
  readYaml(source, { version: '1.2', readScalar }, MOST_SETTINGS)

function readScalar({ tag, text, plain }: ScalarNode): Scalar {
  if (tag === undefined && !plain) return { kind: 'value', value: text }
  const candidates = tag === undefined ? IMPLICIT : TAGS.filter(({ tagName }) => tagName === tag)
  for (const candidate of candidates) {
    const value = candidate.resolve(text, tag !== undefined, candidate.tagName)
    if (value !== NOT_RESOLVED) return { kind: 'value', value }
  }
  if (tag === undefined || tag === '!') return { kind: 'value', value: text }
  return { kind: 'wrong', ...refuseTag(tag) }
}
