import { known } from '../facts/known.ts'
import type { Role } from '../facts/role.ts'
import type { GivenUids } from '../facts/uids.ts'
import { uniqueKey } from '../medperf/content.ts'
import type { RetireRequest } from '../medperf/plan/retire/list.ts'
import type { ContainerRow, ModelRow, User } from '../medperf/rows.ts'
import { isModelRole } from '../medperf/rules.ts'
import type { Foreign, Snapshot } from '../medperf/snapshot.ts'
import type { Client } from '../server/client.ts'

/** Reads everything a plan needs; only reads, so it may be cut and repeated. */
export async function takeSnapshot(
  client: Client,
  given: GivenUids = {},
  retire: readonly RetireRequest[] = [],
): Promise<Snapshot> {
  const { origin, rules } = client
  const me = await client.me()
  const containers = await client.containers()
  const models = await client.models()
  const benchmarks = await client.benchmarks()
  const foreign = <T extends Owned>(rows: readonly T[]) => rows.filter(({ owner }) => owner !== me.id)
  return {
    origin,
    rules,
    me,
    mine: {
      containers: ownOf(me, containers),
      models: ownOf(me, models),
      // Allow lists are shown only here (docs/medperf.md 6.2).
      benchmarks: ownOf(me, await client.benchmarks({ mine: true })),
    },
    others: {
      containers: foreign(containers).map((row) =>
        known({ ...names(row), key: uniqueKey(rules, row.fields) }),
      ),
      models: foreign(models).map(names),
      benchmarks: foreign(benchmarks).map((row) => ({ ...names(row), components: row.components })),
    },
    assets: (await client.assets()).map(names),
    given: await readGiven(client, given),
    prepared: await countPrepared(client, retire),
  }
}

/** The snapshot with one's own rows read again, as they are after a write. */
export async function refreshSnapshot(client: Client, snapshot: Snapshot): Promise<Snapshot> {
  return {
    ...snapshot,
    mine: {
      containers: await client.containers({ mine: true }),
      models: await client.models({ mine: true }),
      benchmarks: ownOf(snapshot.me, await client.benchmarks({ mine: true })),
    },
  }
}

interface Owned {
  readonly owner: number
}

/** The list of one’s own benchmarks holds those of every committee one is in, too (docs/medperf.md 6.9). */
const ownOf = <T extends Owned>(me: User, rows: readonly T[]): readonly T[] =>
  rows.filter(({ owner }) => owner === me.id)

const names = ({ uid, name, owner }: Foreign): Foreign => ({ uid, name, owner })

async function readGiven(client: Client, given: GivenUids): Promise<Snapshot['given']> {
  const rows: Partial<Record<Role, ContainerRow | ModelRow | null>> = {}
  for (const [role, uid] of Object.entries(given) as [Role, number][]) {
    const isModel = isModelRole(client.rules, role)
    rows[role] = (isModel ? await client.model(uid) : await client.container(uid)) ?? null
  }
  return rows
}

async function countPrepared(
  client: Client,
  retire: readonly RetireRequest[],
): Promise<NonNullable<Snapshot['prepared']>> {
  const counts: Record<number, number> = {}
  for (const { uid } of retire.filter(({ collection }) => collection === 'mlcubes')) {
    const count = await client.preparedWith(uid)
    if (count !== undefined) counts[uid] = count
  }
  return counts
}
