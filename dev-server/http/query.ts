/** The parameters of an address, decoded, in their order. */
export type Query = readonly (readonly [string, string])[]

/** Reads what stands behind the `?`; a name without `=` has the value `""`. */
export const parseQuery = (text: string): Query =>
  text
    .split('&')
    .filter(Boolean)
    .map((part) => {
      const at = part.indexOf('=')
      const [name, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
      return [decode(name.replaceAll('+', ' ')), decode(value.replaceAll('+', ' '))] as const
    })

/** The value of a parameter; of a repeated one the last. */
export const lastOf = (query: Query, name: string): string | undefined =>
  query.findLast(([key]) => key === name)?.[1]

/** The query with some parameters set or, with null, left out; sorted by name, as the real server writes its links. */
export function changedQuery(query: Query, changes: Readonly<Record<string, string | null>>): string {
  const kept = query.filter(([name]) => !Object.hasOwn(changes, name))
  const set = Object.entries(changes).filter((pair): pair is [string, string] => pair[1] !== null)
  const sorted = [...kept, ...set].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
  return sorted.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
}

/** Percent-decoding that turns broken UTF-8 into U+FFFD and leaves a lone `%` alone. */
export function decode(text: string): string {
  return text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(run.replaceAll('%', ''), 'hex')),
  )
}

const encode = (text: string): string =>
  encodeURIComponent(text.toWellFormed())
    .replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
