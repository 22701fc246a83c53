import { gunzipSync, gzipSync } from 'node:zlib'
import * as z from 'zod'
import { fromJson, parseJson, toJson } from '../yaml/json.ts'
import type { Value } from '../yaml/value.ts'
import { flattenResults } from './metrics.ts'
import { isUnwieldy } from './report.ts'

/*
 * Results travel from a commit of the base branch to later pull requests as a hidden comment in a check run's text:
 * JSON, gzip, base64. What comes back is read as a stranger's.
 */

const PAYLOAD = /<!-- medperf-results 1 ([A-Za-z0-9+/]+={0,2}) -->/

/** Bytes that a payload may unpack to: a hundred times what a check run could hold of ordinary results. */
const LARGEST = 8 * 1024 * 1024

const Envelope = z.object({ config: z.string(), results: z.custom<Value>((value) => value !== undefined) })

/** What a check run's text carries; `kept` says whether that is all results, the gated metrics alone, or nothing. */
export interface PackedResults {
  readonly text: string
  readonly kept: 'all' | 'gated' | 'none'
}

/** Packs results into at most `budget` bytes: all of them, else the metrics with a gate, else none. */
export function packResults(
  config: string,
  results: Value,
  gated: readonly string[],
  budget: number,
): PackedResults {
  const names = new Set(gated)
  const some = flattenResults(results).filter(({ name }) => names.has(name))
  const rungs = [
    { kept: 'all', results },
    // Flat names flatten to themselves, so a reader need not know the difference.
    { kept: 'gated', results: Object.fromEntries(some.map(({ name, value }) => [name, value])) },
  ] as const
  for (const { kept, results: value } of some.length === 0 ? rungs.slice(0, 1) : rungs) {
    const text = pack(config, value)
    if (text !== undefined && text.length <= budget) return { text, kept }
  }
  return { text: '', kept: 'none' }
}

// Undefined for what a reader would refuse to unpack.
function pack(config: string, results: Value): string | undefined {
  const json = Buffer.from(JSON.stringify({ config, results: toJson(results) }))
  if (json.length > LARGEST) return undefined
  return `<!-- medperf-results 1 ${gzipSync(json, { level: 9 }).toString('base64')} -->`
}

/** The results of one benchmark in a check run's text; undefined for anything that is not exactly that. */
export function unpackResults(text: string, config: string): Value | undefined {
  const base64 = PAYLOAD.exec(text)?.[1]
  if (base64 === undefined) return undefined
  try {
    const json = gunzipSync(Buffer.from(base64, 'base64'), { maxOutputLength: LARGEST }).toString('utf8')
    const envelope = Envelope.safeParse(parseJson(json)).data
    if (envelope?.config !== config || isUnwieldy(envelope.results)) return undefined
    return fromJson(envelope.results)
  } catch {
    return undefined
  }
}
