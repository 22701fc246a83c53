import { detail, notFound } from './answer.ts'
import { lastOf, type Query } from './query.ts'

/** A form that an address can answer in. */
export interface Offer {
  readonly renderer: 'json' | 'html' | 'yaml'
  /** The word of `?format=`. */
  readonly format: string
  /** The two halves of the media type. */
  readonly main: string
  readonly sub: string
}

interface MediaType {
  readonly main: string
  readonly sub: string
  readonly parameters: ReadonlyMap<string, string>
}

/** A page for people. */
export const asPage: Offer = { renderer: 'html', format: 'api', main: 'text', sub: 'html' }

/** What the addresses of the API offer. */
export const jsonOrPage: readonly Offer[] = [
  { renderer: 'json', format: 'json', main: 'application', sub: 'json' },
  asPage,
]

/**
 * In which of the offered forms a request is answered (docs/medperf.md 2.2). Throws a refusal: 404 for an unknown `?format=`,
 * 406 where nothing fits the Accept header.
 */
export function chooseOffer(accept: string | undefined, query: Query, offered: readonly Offer[]): Offer {
  const format = lastOf(query, 'format')
  const usable = offered.filter((offer) => !format || offer.format === format)
  if (usable.length === 0) throw notFound()
  const types = (accept ?? '*/*').split(',').map((token) => mediaType(token.trim()))
  for (const precedence of [3, 2, 1, 0]) {
    const level = types.filter((type) => precedenceOf(type) === precedence)
    const found = usable.find(({ main, sub }) => level.some((type) => fits(type, main, sub)))
    if (found) return found
  }
  throw detail(406, 'Could not satisfy the request Accept header.')
}

/** Whether a content type is JSON; parameters do not matter. */
export const isJson = (contentType: string): boolean => fits(mediaType(contentType), 'application', 'json')

/** The charset that a content type names. */
export const charsetOf = (contentType: string): string | undefined =>
  mediaType(contentType).parameters.get('charset')

function mediaType(text: string): MediaType {
  const [full = '', ...rest] = text.split(';')
  const [main = '', sub = ''] = full.trim().toLowerCase().split('/')
  const parameters = rest.map((part): [string, string] => {
    const [name = '', value = ''] = part.split('=')
    return [name.trim().toLowerCase(), value.trim()]
  })
  return { main, sub, parameters: new Map(parameters) }
}

const fits = (type: MediaType, main: string, sub: string): boolean =>
  (type.main === main || type.main === '*') && (type.sub === sub || type.sub === '*')

function precedenceOf({ main, sub, parameters }: MediaType): number {
  if (main === '*') return 0
  if (sub === '*') return 1
  return parameters.size === 0 || (parameters.size === 1 && parameters.has('q')) ? 2 : 3
}
