import type { Role } from '../containers/roles.ts'
import type { Client } from './client/client.ts'
import { uniqueKey } from './content.ts'
import type { Era } from './era.ts'
import type { RetireRequest } from './plan/retire-list.ts'
import type { BenchmarkRow, ContainerRow, ModelRow, User } from './rows.ts'

/** A row of somebody else: its name is taken, and so may be its content. */
export interface Foreign {
  readonly uid: number
  readonly name: string
  readonly owner: number
  /** Of containers: what nobody can register a second time (`uniqueKey`). */
  readonly key?: string
  /** Of benchmarks: the containers and models that it stands on. */
  readonly components?: Readonly<Record<Role, number>>
}

interface Rows<Container, Model, Benchmark> {
  readonly containers: readonly Container[]
  readonly models: readonly Model[]
  readonly benchmarks: readonly Benchmark[]
}

/** What a server held at one moment, as far as it matters to one owner; plain data without credentials. */
export interface Snapshot {
  readonly origin: string
  readonly era: Era
  readonly me: User
  readonly mine: Rows<ContainerRow, ModelRow, BenchmarkRow>
  readonly others: Rows<Foreign, Foreign, Foreign>
  /** Everybody's assets, those in no model among them: names that are taken; none before the model era (contract 3.4). */
  readonly assets: readonly Foreign[]
  /** What this was made of when the server could not be asked; then nothing is known of others. */
  readonly blind?: 'lock' | 'nothing'
  /** The rows that benchmark.yaml names by `uid`; null where there is none. */
  readonly given: Readonly<Partial<Record<Role, ContainerRow | ModelRow | null>>>
  /** How many data sets were prepared with containers that are to be retired, by uid, as far as the server tells. */
  readonly prepared?: Readonly<Record<number, number>>
}

/** The uids that benchmark.yaml names. */
export type GivenUids = Readonly<Partial<Record<Role, number>>>

/** Reads everything a plan needs; only reads, so it may be cut and repeated. */
export async function takeSnapshot(
  client: Client,
  given: GivenUids = {},
  retire: readonly RetireRequest[] = [],
): Promise<Snapshot> {
  const { origin, era } = client
  const me = await client.me()
  const containers = await client.containers()
  const models = await client.models()
  const benchmarks = await client.benchmarks()
  const foreign = <T extends { readonly owner: number }>(rows: readonly T[]) =>
    rows.filter(({ owner }) => owner !== me.id)
  return {
    origin,
    era,
    me,
    mine: {
      containers: containers.filter(({ owner }) => owner === me.id),
      models: models.filter(({ owner }) => owner === me.id),
      // Allow lists are shown only here (contract 4.2).
      benchmarks: await client.benchmarks({ mine: true }),
    },
    others: {
      containers: foreign(containers).map((row) => {
        const key = uniqueKey(era, row.fields)
        return { ...names(row), ...(key === undefined ? {} : { key }) }
      }),
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
      benchmarks: await client.benchmarks({ mine: true }),
    },
  }
}

const names = ({ uid, name, owner }: Foreign): Foreign => ({ uid, name, owner })

async function readGiven(client: Client, given: GivenUids): Promise<Snapshot['given']> {
  const rows: Partial<Record<Role, ContainerRow | ModelRow | null>> = {}
  for (const [role, uid] of Object.entries(given) as [Role, number][]) {
    const isModel = client.era === 'model' && role === 'reference_model'
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
