import { shownJson } from '../medperf/plan/show-json.ts'
import type { Step } from '../medperf/plan/step.ts'
import type { Fields } from '../medperf/rows.ts'
import type { Client } from '../server/client.ts'
import { isSameJson } from '../yaml/equal.ts'
import { toJson } from '../yaml/json.ts'
import { isMapping, type Value } from '../yaml/value.ts'

/** What a look at the server said about a write. */
export type Look =
  | { readonly found: 'as sent'; readonly uid: number }
  | { readonly found: 'nothing' }
  /** There is a row, and in `field` it holds something else than was sent. */
  | { readonly found: 'other'; readonly uid: number; readonly field: string; readonly value: string }

/**
 * Reads a row and compares it with what was sent, by meaning; the server trims texts and reorders keys (docs/medperf.md 2.7,
 * 4.3).
 */
export async function readBack(client: Client, step: Step, uid: number): Promise<Look> {
  const row = await client.row(step.collection, uid)
  if (row === undefined) return { found: 'nothing' }
  const difference = firstDifference(step.body, row, '')
  if (difference === undefined) return { found: 'as sent', uid }
  return { found: 'other', uid, field: difference.field, value: shownJson(difference.value) }
}

/** Whether a write whose answer is missing, or was a refusal, is on the server after all. */
export async function lookUp(client: Client, step: Step): Promise<Look> {
  if (step.kind === 'update') {
    const look = await readBack(client, step, step.uid)
    return look.found === 'other' ? { found: 'nothing' } : look
  }
  const row = (await ownRows(client, step)).find(({ name }) => name === step.name)
  return row === undefined ? { found: 'nothing' } : readBack(client, step, row.uid)
}

async function ownRows(
  client: Client,
  { collection }: Step,
): Promise<readonly { readonly name: string; readonly uid: number }[]> {
  if (collection === 'benchmarks') {
    // Those of committees that one is in stand there too (docs/medperf.md 6.9).
    const { id } = await client.me()
    return (await client.benchmarks({ mine: true })).filter(({ owner }) => owner === id)
  }
  return collection === 'models' ? client.models({ mine: true }) : client.containers({ mine: true })
}

/** The first field of `sent` that the row does not hold; what is inside a model is compared one level down. */
function firstDifference(
  sent: Fields,
  row: Fields,
  path: string,
): { readonly field: string; readonly value: Value } | undefined {
  for (const [key, value] of Object.entries(sent)) {
    const held = row[key] ?? null
    const field = `${path}${key}`
    if ((key === 'container' || key === 'asset') && isMapping(value) && isMapping(held)) {
      const inner = firstDifference(value, held, `${field}.`)
      if (inner !== undefined) return inner
    } else if (!isHeld(key, value, held)) return { field, value: held }
  }
  return undefined
}

/** `""` and null both mean no parameters (docs/medperf.md 4.2). */
const isHeld = (key: string, sent: Value, held: Value): boolean =>
  isSameJson(toJson(sent), held) || (key === 'parameters_config' && sent === null && held === '')
