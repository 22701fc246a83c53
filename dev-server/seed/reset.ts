import type { Row } from '../fields/field.ts'
import type { Home } from '../http/call.ts'
import { isList, isObject, type Json, type JsonObject } from '../python/json.ts'
import { addAuthority, empty } from './fresh.ts'

/**
 * Empties a server and brings it to the `setup` of an exchange file: users, containers, and whose benchmarks are approved at once.
 * Throws for another shape, and for rows that the era cannot hold; the server stays as it was then.
 */
export function resetTo({ store, rules, settings }: Home, setup: Json): void {
  if (!isObject(setup)) throw new Error('it is no JSON object')
  const users = objectsOf(setup, 'users')
  const containers = objectsOf(setup, 'mlcubes')
  const trusted = setup.get('autoApproveBenchmarksFrom') ?? []
  if (!isList(trusted)) throw new Error('autoApproveBenchmarksFrom is no list')
  store.database.transaction(() => {
    empty(store)
    for (const { superuser, ...user } of users)
      store.insert('users', { ...user, is_superuser: superuser ?? false })
    for (const container of containers) {
      if (rules.authority && container['id'] === 1n) addAuthority(store, container)
      else store.insert('mlcubes', container)
    }
  })
  settings.autoApproveFrom = trusted.map(String)
}

function objectsOf(setup: JsonObject, name: string): Row[] {
  const list = setup.get(name) ?? []
  if (!isList(list) || !list.every(isObject)) throw new Error(`${name} is no list of objects`)
  return list.map((item) => Object.fromEntries(item))
}
