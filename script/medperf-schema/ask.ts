/** Bytes of the largest description that is read: the servers' own have some 200 KB. */
const LARGEST = 8 * 1024 ** 2
const TIMEOUT = 60_000

/** A server that says nothing of itself, or nothing that can be read; told in words. */
export class NoSchema extends Error {}

/** The origin of a server; plain http for this machine alone. Throws NoSchema. */
export function readOrigin(text: string): string {
  const url = URL.parse(text.trim())
  const isOwn = url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  if (url === null || (url.protocol !== 'https:' && !isOwn) || url.username !== '' || url.password !== '')
    throw new NoSchema(`${show(text)} is no https address of a server`)
  return url.origin
}

/** What a server says of itself to everybody (docs/medperf.md 9.3). Throws NoSchema. */
export async function askSchema(server: string): Promise<unknown> {
  const url = `${readOrigin(server)}/schema/?format=json`
  const answer = await fetch(url, {
    headers: { accept: 'application/json' },
    // Somebody else's description would be taken for this server's.
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT),
  }).catch((error: unknown) => {
    throw new NoSchema(`${url} does not answer: ${show(causeOf(error))}`)
  })
  if (answer.status !== 200) {
    await answer.body?.cancel()
    throw new NoSchema(`${url} answers with HTTP ${answer.status}`)
  }
  const document = parse(await readText(answer, url), url)
  if (!isDescription(document))
    throw new NoSchema(`${url} answers with JSON that is no description of an API`)
  return document
}

const causeOf = (error: unknown): string =>
  error instanceof Error
    ? String(error.cause instanceof Error ? error.cause.message : error.message)
    : String(error)

async function readText(answer: Response, url: string): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of answer.body ?? []) {
      size += piece.length
      if (size > LARGEST) throw new NoSchema(`${url} answers with more than ${LARGEST} bytes`)
      pieces.push(piece)
    }
  } catch (error) {
    if (error instanceof NoSchema) throw error
    throw new NoSchema(`${url} breaks off: ${show(causeOf(error))}`)
  }
  return Buffer.concat(pieces).toString()
}

function parse(text: string, url: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NoSchema(`${url} answers with ${/^\s*</.test(text) ? 'a web page' : 'what is no JSON'}`)
  }
}

/** Paths and schemas are what there has to be of it. */
function isDescription(document: unknown): boolean {
  const { paths, components } = (document ?? {}) as { paths?: unknown; components?: { schemas?: unknown } }
  return [paths, components?.schemas].every(
    (part) =>
      typeof part === 'object' && part !== null && !Array.isArray(part) && Object.keys(part).length > 0,
  )
}

/** A stranger's words on one line. */
const show = (text: string): string => text.replaceAll(/[^\x20-\x7e]+/g, ' ').slice(0, 200)
