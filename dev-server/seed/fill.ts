import { localEmail } from '../auth/mint.ts'
import type { EraRules } from '../era.ts'
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
  const own = markOf(rules)
  if (era === own) return
  if (era !== null) throw new Error(`the database was made for the ${era} era, not for the ${own} era`)
  empty(store)
  fillFresh(store, rules)
  if (level !== undefined) {
    store.insert('users', { username: 'testadmin', email: localEmail('testadmin'), is_superuser: true })
    for (const step of seedSteps(rules, level)) send(site, step)
  }
  writeSetting(store.database, 'era', own)
}

/** What a database belongs to: its rows have the fields of an era, of what was added to it, and of what is demanded. */
const markOf = ({ era, features, demands }: EraRules): string =>
  [era, ...features, ...demands.map(({ table, field }) => `${table}.${field}`)].join('+')

/** Seeds go the way of every other request, past authentication. */
function send(site: Site, { as, method, path, body }: SeedStep): void {
  const user = personNamed(site.home.store, as)
  const answer = dispatch(
    { ...site, authenticate: () => user },
    {
      method,
      target: `/api/v0/${path}`,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(
        JSON.stringify(method === 'POST' ? filled(site.home.rules, tableOf(path), body) : body),
      ),
      local: true,
    },
  )
  if (answer.status >= 300) throw new Error(`seeding failed: ${method} ${path} gave status ${answer.status}`)
}

const tableOf = (path: string): string => path.slice(0, path.indexOf('/'))

/** A body with what is demanded of its table, and of those of the objects inside. */
function filled(rules: EraRules, table: string, body: object): object {
  const demanded = rules.demands.filter((one) => one.table === table).map(({ field }) => [field, 'seed'])
  const { container, asset } = body as { readonly container?: object; readonly asset?: object }
  return {
    ...body,
    ...Object.fromEntries(demanded),
    ...(container && { container: filled(rules, 'mlcubes', container) }),
    ...(asset && { asset: filled(rules, 'assets', asset) }),
  }
}

const personNamed = (store: Store, username: string): Row =>
  store.first('users', equals({ username }), 'id') ??
  store.insert('users', { username, email: localEmail(username) })
