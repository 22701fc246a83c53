import { localEmail } from '../auth/mint.ts'
import type { Row } from '../fields/field.ts'
import { dispatch, type Site } from '../http/dispatch.ts'
import { equals } from '../store/condition.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import type { Store } from '../store/store.ts'
import { empty, fillFresh } from './fresh.ts'
import { type SeedLevel, type SeedStep, seedSteps } from './levels.ts'

/**
 * Fills a database that is new, or whose filling was cut off; any other one stays as it is.
 * Throws where the database belongs to another era.
 */
export function fillOnce(site: Site, level: SeedLevel | undefined): void {
  const { rules, store } = site.home
  const era = readSetting(store.database, 'era')
  if (era === rules.era) return
  if (era !== null) throw new Error(`the database was made for the ${era} era, not for the ${rules.era} era`)
  empty(store)
  fillFresh(store, rules)
  if (level !== undefined) {
    store.insert('users', { username: 'testadmin', email: localEmail('testadmin'), is_superuser: true })
    for (const step of seedSteps(rules, level)) send(site, step)
  }
  writeSetting(store.database, 'era', rules.era)
}

/** Seeds go the way of every other request, past authentication. */
function send(site: Site, { as, method, path, body }: SeedStep): void {
  const user = personNamed(site.home.store, as)
  const answer = dispatch(
    { ...site, authenticate: () => user },
    {
      method,
      target: `/api/v0/${path}`,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(body)),
      local: true,
    },
  )
  if (answer.status >= 300) throw new Error(`seeding failed: ${method} ${path} gave status ${answer.status}`)
}

const personNamed = (store: Store, username: string): Row =>
  store.first('users', equals({ username }), 'id') ??
  store.insert('users', { username, email: localEmail(username) })
