import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Header, pack } from 'tar-stream'
import { onTestFinished } from 'vitest'
import { ExpectedError, toFailure } from '../../src/facts/error.ts'
import type { Failure } from '../../src/facts/failure.ts'
import { type FetchArchiveOptions, fetchArchive, type Unpacked } from '../../src/fetch/archive.ts'
import { testFolder } from '../support/test-folder.ts'

export const LIMITS = { maxFiles: 1_000, maxSize: 100_000_000, maxRatio: 1_000 }

/** Pauses that a test can wait for, and a stall that a busy machine does not have. */
export const FAST = { stall: 20_000, firstPause: 1 }

export const fixture = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../fixtures/fetch/${name}`, import.meta.url)))

/** A folder for one test, removed after it. */
export const workFolder = (): string => testFolder('fetch-test-')

export interface Served {
  readonly url: string
  readonly requests: IncomingMessage[]
}

/** A loopback server for one test. */
export async function serve(
  listener: (request: IncomingMessage, response: ServerResponse, count: number) => void,
): Promise<Served> {
  const requests: IncomingMessage[] = []
  const handle: RequestListener = (request, response) => {
    requests.push(request)
    listener(request, response, requests.length)
  }
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}/demo.tar.gz?token=secret`, requests }
}

export const serveBytes = (bytes: Uint8Array): Promise<Served> =>
  serve((_, response) => {
    response.setHeader('content-length', bytes.length)
    response.end(bytes)
  })

export type Entry = Partial<Omit<Header, 'type'>> & {
  readonly name: string
  readonly type?: string
  readonly data?: string | Uint8Array
}

/** A tar archive of these members, hostile ones as well. */
export async function tarOf(...members: readonly Entry[]): Promise<Buffer> {
  const tar = pack()
  for (const { data = '', ...header } of members) {
    tar.entry({ ...(header as Header), size: Buffer.byteLength(data) }, Buffer.from(data))
  }
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export interface Tried {
  readonly folder: string
  readonly lines: string[]
  /** What is beside and in the place of `into` afterwards. */
  readonly left: () => string[]
  readonly run: () => Promise<Unpacked>
}

/** A fetch into a new folder; nothing has happened before `run`. */
export function tryFetch(
  origin: { url: string } | { path: string },
  options: Partial<FetchArchiveOptions> = {},
): Tried {
  const parent = workFolder()
  const into = join(parent, 'demo')
  const lines: string[] = []
  return {
    folder: into,
    lines,
    left: () => readdirSync(parent),
    run: () =>
      fetchArchive('url' in origin ? { kind: 'url', ...origin } : { kind: 'file', ...origin }, {
        into,
        limits: LIMITS,
        reach: 'private',
        signal: new AbortController().signal,
        say: (line) => lines.push(line),
        timing: FAST,
        ...options,
      }),
  }
}

/** Fetches bytes from a loopback server. */
export async function fetchBytes(bytes: Uint8Array, options: Partial<FetchArchiveOptions> = {}) {
  const { url } = await serveBytes(bytes)
  const tried = tryFetch({ url }, options)
  return { ...tried, unpacked: await tried.run() }
}

/** The failure that a promise rejects with; fails the test for anything else. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  )
  if (error instanceof ExpectedError) return toFailure(error)
  throw error
}

/** The contents of every file below a folder by its byte name, of links to files as well. */
export function listing(folder: string, prefix = ''): Record<string, string> {
  const found: Record<string, string> = {}
  for (const entry of readdirSync(Buffer.from(folder, 'latin1'), {
    withFileTypes: true,
    encoding: 'latin1',
  })) {
    const path = `${folder}/${entry.name}`
    const bytes = Buffer.from(path, 'latin1')
    if (entry.isDirectory()) Object.assign(found, listing(path, `${prefix}${entry.name}/`))
    else if (statSync(bytes).isFile()) found[prefix + entry.name] = readFileSync(bytes, 'utf8')
  }
  return found
}

/** A file of this machine with these bytes. */
export function writeFixture(bytes: Uint8Array): string {
  const path = join(workFolder(), 'archive')
  writeFileSync(path, bytes)
  return path
}
