import type { Json } from '../python/json.ts'
import { JsonSyntaxError, parseJsonBytes } from '../python/parse-json.ts'
import { detail } from './answer.ts'
import type { Incoming } from './call.ts'
import { charsetOf, isJson } from './negotiate.ts'

const emptyBody: Json = new Map<string, Json>()

/** The body of a request, read when it is first asked for (docs/medperf.md 2.5). */
export function lazyBody({ body, headers }: Incoming): () => Json {
  let read: { readonly value: Json } | undefined
  return () => {
    read ??= { value: readBody(body, headers['content-type'] ?? 'text/plain') }
    return read.value
  }
}

function readBody(body: Uint8Array, contentType: string): Json {
  if (body.length === 0) return emptyBody
  if (!isJson(contentType)) throw detail(415, `Unsupported media type "${contentType}" in request.`)
  try {
    return parseJsonBytes(body, charsetOf(contentType))
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw detail(400, `JSON parse error - ${error.message}`)
    throw error
  }
}
