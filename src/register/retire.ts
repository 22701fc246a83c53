import { ExpectedError } from '../facts/error.ts'
import { takeSnapshot } from '../lookup/snapshot.ts'
import type { Kept } from '../medperf/plan/retire/in-use.ts'
import { judgeRetire } from '../medperf/plan/retire/judge.ts'
import type { Retirable, RetireRequest } from '../medperf/plan/retire/list.ts'
import type { Client } from '../server/client.ts'
import type { PerformOptions } from './perform.ts'
import { perform } from './perform.ts'

/**
 * Marks the rows that were asked for as not valid, one after the other, after a fresh look at who uses them; gives those that
 * were still valid. Throws kind `blocked`, before the first write, where one of them may not be retired.
 */
export async function retire(
  options: PerformOptions,
  requests: readonly RetireRequest[],
  kept: Kept,
): Promise<readonly Retirable[]> {
  if (requests.length === 0) return []
  const { rows, issues } = judgeRetire(await takeSnapshot(options.client), requests, kept)
  if (issues.length > 0) {
    const reasons = issues.map(({ message }) => message)
    throw new ExpectedError('blocked', reasons.join('; '), {
      reasons,
      hint: 'Take them out of the input `retire`.',
    })
  }
  const done: Retirable[] = []
  for (const row of rows) {
    if (await isValid(options.client, row)) {
      await perform(options, { kind: 'update', subject: 'retired', ...row, body: { is_valid: false } })
      done.push(row)
    }
  }
  return done
}

async function isValid(client: Client, { collection, uid, name }: Retirable): Promise<boolean> {
  const row = await client.row(collection, uid)
  if (row?.['name'] === name) return row['is_valid'] === true
  throw new ExpectedError('changed', `${collection} ${uid} is not \`${name}\``, {
    hint: 'Look at the list again.',
  })
}
