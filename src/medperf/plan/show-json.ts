import { hideUrlSecrets } from '../../words/signed-url.ts'
import { plainLine } from '../../words/text.ts'
import { toJson } from '../../yaml/json.ts'
import type { Value } from '../../yaml/value.ts'

/** A value as JSON on one line of at most `max` characters; its addresses without what is secret in them. */
export const shownJson = (value: Value, max = 120): string =>
  plainLine(hideUrlSecrets(JSON.stringify(toJson(value))), max)
