import type { Endpoint } from './endpoint.ts'

/** An endpoint and the numbers of the address. */
export interface Match {
  readonly endpoint: Endpoint
  readonly ids: Readonly<Record<string, bigint>>
}

/** Finds the endpoint of a decoded path that begins with a slash. */
export type Routes = (path: string) => Match | null

/** The routes to some endpoints; the first that fits wins. */
export function makeRoutes(endpoints: readonly Endpoint[]): Routes {
  const compiled = endpoints.map((endpoint) => ({ endpoint, pattern: patternOf(endpoint.path) }))
  return (path) => {
    for (const { endpoint, pattern } of compiled) {
      const found = pattern.exec(path)
      if (found) return { endpoint, ids: numbersOf(found.groups ?? {}) }
    }
    return null
  }
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^/${path.replaceAll('.', '\\.').replaceAll(/<(\w+)>/g, '(?<$1>[0-9]+)')}$`)

const numbersOf = (groups: Readonly<Record<string, string>>): Readonly<Record<string, bigint>> =>
  Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, BigInt(text)]))
