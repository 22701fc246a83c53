import { ROLES } from '../../report/report.ts'
import type { Client, Collection } from '../client/client.ts'
import { MedPerfError } from '../error.ts'
import type { Lock } from '../lock.ts'
import { familyOf } from '../plan/names.ts'
import type { Snapshot } from '../snapshot.ts'
import type { PerformOptions } from './perform.ts'
import { perform } from './perform.ts'

/** A row of one's own that can be marked as not to be used; the server has no other way to take one back (contract 3.3). */
export interface Retirable {
  readonly collection: Collection
  readonly uid: number
  readonly name: string
}

/**
 * What carries the names of one benchmark and serves nobody: rejected benchmarks, and containers and models that no other
 * benchmark on the server stands on and the lock does not hold. Somebody's data set may still be prepared with one.
 */
export function strayRows(snapshot: Snapshot, names: readonly string[], lock?: Lock): readonly Retirable[] {
  const { containers, models, benchmarks } = snapshot.mine
  const alive = benchmarks.filter(({ isValid, approval }) => isValid && approval !== 'REJECTED')
  const all = [...alive, ...snapshot.others.benchmarks]
  const used = all.flatMap(({ components }) => (components === undefined ? [] : [components]))
  const locked = lock === undefined ? [] : ROLES.map((role) => lock.components[role])
  const inModel = new Set(models.flatMap(({ container }) => container?.uid ?? []))
  const isUsedModel = (uid: number) =>
    snapshot.era === 'model' && used.some((row) => row.reference_model === uid)
  const isUsedContainer = (uid: number) =>
    locked.some(({ container }) => container === uid) ||
    used.some((row) => row.data_preparator === uid || row.evaluator === uid) ||
    (snapshot.era !== 'model' && used.some((row) => row.reference_model === uid))
  const family = <T extends { readonly name: string; readonly isValid: boolean }>(rows: readonly T[]) =>
    names.flatMap((name) => familyOf(name, rows)).filter(({ isValid }) => isValid)
  return [
    ...family(benchmarks)
      .filter(({ approval, uid }) => approval === 'REJECTED' && uid !== lock?.benchmark.uid)
      .map(({ uid, name }) => ({ collection: 'benchmarks' as const, uid, name })),
    ...family(containers)
      .filter(({ uid }) => !inModel.has(uid) && !isUsedContainer(uid))
      .map(({ uid, name }) => ({ collection: 'mlcubes' as const, uid, name })),
    ...family(models)
      .filter(
        ({ uid, container }) =>
          !isUsedModel(uid) && !(container !== undefined && isUsedContainer(container.uid)),
      )
      .map(({ uid, name }) => ({ collection: 'models' as const, uid, name })),
  ]
}

/** Marks rows as not valid, one after the other; those that are so already are left alone. */
export async function retire(
  options: PerformOptions,
  rows: readonly Retirable[],
): Promise<readonly Retirable[]> {
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
  throw new MedPerfError('changed', `${collection} ${uid} is not \`${name}\``, {
    hint: 'Look at the list again.',
  })
}
