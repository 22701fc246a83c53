import { createHash } from 'node:crypto'
import { toJson, writeCanonicalJson } from '../yaml/json.ts'
import type { Value } from '../yaml/value.ts'

/** The hash by which a report knows a configuration or parameters again: SHA-256 of their canonical JSON, in hex. */
export const hashConfiguration = (value: Value): string =>
  createHash('sha256')
    .update(writeCanonicalJson(toJson(value)))
    .digest('hex')
