/**
 * What ties a resumed download to the version of the file that it began with, for `If-Range`: a strong entity tag, or a
 * date that is as good (RFC 9110, 8.8.2.2 and 13.1.5). Undefined where the server names nothing that is certain.
 */
export function readValidator(headers: Headers): string | undefined {
  const tag = headers.get('etag')?.trim()
  if (tag !== undefined) return /^"[^"]*"$/.test(tag) ? tag : undefined
  const modified = headers.get('last-modified')
  const age = Date.parse(headers.get('date') ?? '') - Date.parse(modified ?? '')
  return modified !== null && age >= 1_000 ? modified : undefined
}

/** Bytes of the whole file as an answer announces them; undefined where it does not. */
export function readLength(status: number, headers: Headers): number | undefined {
  const text = status === 206 ? parseRange(headers)?.total : headers.get('content-length')
  return text !== null && text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}

/** Whether an answer goes on exactly where the last one stopped. */
export function continuesAt(
  offset: number,
  total: number | undefined,
  status: number,
  headers: Headers,
): boolean {
  if (status !== 206) return false
  const range = parseRange(headers)
  if (range === undefined || Number(range.first) !== offset) return false
  return total === undefined || range.total === '*' || Number(range.total) === total
}

function parseRange(headers: Headers): { first: string; total: string } | undefined {
  const match = /^\s*bytes\s+(\d+)-\d+\/(\d+|\*)\s*$/i.exec(headers.get('content-range') ?? '')
  return match?.[1] === undefined || match[2] === undefined ? undefined : { first: match[1], total: match[2] }
}
