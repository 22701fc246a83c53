import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { RecordedRequest } from '../../stand-ins/github.ts'
import { isReadable, printable } from './printable.ts'
import type { Exchange } from './recorder.ts'
import { isZip, unzip } from './zip.ts'

/** Headers that mean something to a server. */
const HEADERS = [
  'accept',
  'authorization',
  'content-encoding',
  'content-type',
  'if-range',
  'range',
  'user-agent',
  'x-github-api-version',
]

const READS = ['GET', 'HEAD']

/** A request as the pretended GitHub wrote it down. */
export const exchangeOf = ({ method, path, query, headers, bytes, status }: RecordedRequest): Exchange => {
  const search = new URLSearchParams(query).toString()
  return { method, target: search === '' ? path : `${path}?${search}`, headers, body: bytes, status }
}

/**
 * Requests as text. Writes stay in their order; the reads between two of them are sorted, because they may be under way
 * at once. Of Docker's own only those of manifests count: which layers it asks for depends on what it remembers.
 */
export function showRequests(exchanges: readonly Exchange[]): string {
  const shown: string[] = []
  let reads: string[] = []
  const flush = () => {
    shown.push(...reads.toSorted())
    reads = []
  }
  for (const exchange of exchanges) {
    if (isDockers(exchange) && !exchange.target.includes('/manifests/')) continue
    if (READS.includes(exchange.method)) {
      reads.push(showExchange(exchange))
      continue
    }
    flush()
    shown.push(showExchange(exchange))
  }
  flush()
  return shown.join('\n')
}

const isDockers = ({ headers }: Exchange) => headers['user-agent']?.startsWith('docker/') ?? false

function showExchange(exchange: Exchange): string {
  const { method, target, headers, body, status } = exchange
  // Docker names what it accepts in any order.
  const said = isDockers(exchange) ? ['  by Docker'] : showHeaders(headers)
  return [`${method} ${target} → ${status}`, ...said, ...showBody(body), ''].join('\n')
}

const showHeaders = (headers: IncomingHttpHeaders) =>
  HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [`  ${name}: ${headers[name]}`]))

function showBody(body: Buffer): string[] {
  if (body.length === 0) return []
  if (isZip(body)) return showZip(body)
  if (isReadable(body)) return [printable(body)]
  return [`  ${body.length} bytes, sha256 ${createHash('sha256').update(body).digest('hex')}`]
}

/** The files of a zip come in any order, because they are read at once. */
const showZip = (body: Buffer) =>
  [...unzip(body)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, bytes]) => [`  ── ${name}`, ...showBody(bytes)])
