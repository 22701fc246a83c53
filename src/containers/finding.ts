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
  readonly hint?: string
}

type Make = (path: YamlPath, message: string, hint?: string) => Finding

const maker =
  (severity: Finding['severity'], of: Finding['of']): Make =>
  (path, message, hint) =>
    known({ severity, path, of, message, hint })

export const wrongValue: Make = maker('error', 'value')
export const wrongKey: Make = maker('error', 'key')
export const warnValue: Make = maker('warning', 'value')
export const warnKey: Make = maker('warning', 'key')
