import type { IncomingHttpHeaders } from 'node:http'

/** A request as a route sees it; `body` is `{}` where none came or it was not JSON. */
export interface Request {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: IncomingHttpHeaders
  readonly body: Readonly<Record<string, unknown>>
  readonly bytes: Buffer
}

/** What goes back: text is sent as HTML, a Buffer as it is, all else as JSON. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface Route {
  readonly method: string
  readonly path: RegExp
  readonly answer: (request: Request, parts: readonly string[]) => Answer
}

/** Makes a route behind the token; `*` in a path stands for one part of it. */
export type MakeRoute = (method: string, path: string, answer: Route['answer']) => Route

/** GitHub's error body. */
export const refusal = (status: number, message: string, more: Record<string, unknown> = {}): Answer => ({
  status,
  body: { message, ...more, documentation_url: 'https://docs.github.com/rest', status: String(status) },
})

export const notFound = (): Answer => refusal(404, 'Not Found')

/** One page of a list with GitHub's `Link` header: 30 items by default and 100 at most. */
export function paginate(
  request: Request,
  base: string,
  items: readonly unknown[],
  wrap: (page: readonly unknown[]) => unknown = (page) => page,
): Answer {
  const size = Math.min(Math.max(Number(request.query['per_page'] ?? 30) || 30, 1), 100)
  const page = Math.max(Number(request.query['page'] ?? 1) || 1, 1)
  const last = Math.max(Math.ceil(items.length / size), 1)
  const link = (rel: string, to: number) => {
    const query = new URLSearchParams({ ...request.query, page: String(to) })
    return `<${base}${request.path}?${query}>; rel="${rel}"`
  }
  const links = [
    ...(page > 1 ? [link('prev', page - 1), link('first', 1)] : []),
    ...(page < last ? [link('next', page + 1), link('last', last)] : []),
  ]
  return {
    status: 200,
    ...(links.length === 0 ? {} : { headers: { link: links.join(', ') } }),
    body: wrap(items.slice((page - 1) * size, page * size)),
  }
}
