import type { EraRules } from '../era.ts'
import { type Row, tables } from '../fields/field.ts'
import type { Json } from '../python/json.ts'
import { always } from '../store/condition.ts'
import type { Store } from '../store/store.ts'

/** Whose benchmarks a development server approves at once (docs/medperf.md 6.4). */
export const trustedByDefault: readonly string[] = ['testbo@example.com', 'testadmin@example.com']

const admin: Row = { id: 1n, username: 'admin', is_superuser: true }

const authorityContainer: Row = {
  id: 1n,
  name: 'MedPerf CA',
  owner: 1n,
  state: 'OPERATION',
  container_config: new Map<string, Json>([
    ['container_type', 'DockerImage'],
    ['image', 'registry.example.org/medperf/ca:1.0.0'],
    ['tasks', new Map<string, Json>()],
  ]),
  image_hash: `sha256:${'c'.repeat(64)}`,
}

/** Fills an empty server with what a real one holds that nobody has used yet (docs/medperf.md 10.1). */
export function fillFresh(store: Store, { authority }: EraRules): void {
  store.insert('users', admin)
  if (authority) addAuthority(store, authorityContainer)
}

/** Adds the container of the certificate authority, and the authority, which keeps it from being deleted. */
export function addAuthority(store: Store, container: Row): void {
  const { id } = store.insert('mlcubes', container)
  store.insert('authorities', { ca_mlcube: id ?? null })
}

/** Removes every row and lets the ids begin at 1 again. */
export function empty(store: Store): void {
  for (const table of tables.toReversed()) {
    if (store.has(table)) store.remove(table, always)
  }
  store.database.script('DELETE FROM sqlite_sequence; DELETE FROM device_codes; DELETE FROM refresh_tokens')
}
