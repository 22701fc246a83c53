import { parsePlainJson } from '../../yaml/json.ts'
import { listJsonTokens } from '../../yaml/json-text.ts'

/**
 * What JSON says, where nobody can read it in another way: Go, in which the engines are written, takes `config` for `Config` and mixes
 * keys that come twice, where Python and we take the last. Undefined for what is no JSON, for two such keys in one object, all or only
 * `these`, and for one of the `keys` that is written otherwise.
 */
export function parseStrictly(text: string, keys: readonly string[], once: 'all' | 'these' = 'all'): unknown {
  let value: unknown
  try {
    value = parsePlainJson(text)
  } catch {
    return undefined
  }
  const wanted = new Map(keys.map((key) => [fold(key), key]))
  const open: Set<string>[] = []
  for (const token of listJsonTokens(text)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (typeof token !== 'string') {
      const folded = fold(token.key)
      const seen = open.at(-1)
      if (seen?.has(folded) || (wanted.get(folded) ?? token.key) !== token.key) return undefined
      if (once === 'all' || wanted.has(folded)) seen?.add(folded)
    }
  }
  return value
}

/** One spelling for all that Go takes for the same, among them the long s and the sign of Kelvin. */
const fold = (key: string): string => key.toUpperCase().toLowerCase()
