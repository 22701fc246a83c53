import { known } from '../facts/known.ts'
import type { YamlPath } from '../yaml/yaml.ts'

/** Something wrong in a YAML document; who knows the file turns it into a problem with a line. */
export interface Finding {
  readonly severity: 'error' | 'warning'
  readonly path: YamlPath
  /** Whether it is the key or the value at the path that is wrong. */
  readonly of: 'key' | 'value'
  /** One sentence. */
  readonly message: string
  /** What to do about it. */
  readonly hint: string
  /** Finer than the words, such as `unknown-key`; stable. */
  readonly code?: string
  /** It can be tested, but not be registered: an error wherever that is what is to happen. */
  readonly bars?: true
}

type Make = (path: YamlPath, message: string, hint: string, code?: string) => Finding

const maker =
  (severity: Finding['severity'], of: Finding['of']): Make =>
  (path, message, hint, code) =>
    known({ severity, path, of, message, hint, code })

export const wrongValue: Make = maker('error', 'value')
export const wrongKey: Make = maker('error', 'key')
export const warnValue: Make = maker('warning', 'value')
export const warnKey: Make = maker('warning', 'key')
