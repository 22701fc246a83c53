import { execFile, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs, { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { rolldown } from 'rolldown'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { fetchFile } from '../../src/fetch/file.ts'
import type { Aside } from '../../src/fetch/tool-cache.ts'
import {
  FAST,
  failureOf,
  fixture,
  LIMITS,
  serve,
  serveBytes,
  tarOf,
  tryFetch,
  workFolder,
  writeFixture,
} from './support.ts'

const ARCHIVE = fixture('plain.tar.gz')
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

afterEach(() => vi.unstubAllEnvs())

describe('an abort', () => {
  const reason = new Error('cancelled')
  const abortAfter = (ms: number) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(reason), ms)
    return controller.signal
  }

  test('in the middle of a download leaves nothing', async () => {
    const bytes = fixture('plain.tar')
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': bytes.length })
      response.write(bytes.subarray(0, 3_000))
    })
    const tried = tryFetch({ url }, { signal: abortAfter(150), timing: { stall: 60_000, firstPause: 1 } })
    await expect(tried.run()).rejects.toBe(reason)
    expect(tried.left()).toEqual([])
  })

  test('of an unpacking thread leaves nothing', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200)
      response.write(fixture('plain.tar.bz2').subarray(0, 250))
    })
    const tried = tryFetch({ url }, { signal: abortAfter(600), timing: { stall: 60_000, firstPause: 1 } })
    await expect(tried.run()).rejects.toBe(reason)
    expect(tried.left()).toEqual([])
  })

  test('ends a pause between two tries', async () => {
    const { url } = await serve((_, response) => response.writeHead(503).end())
    const tried = tryFetch({ url }, { signal: abortAfter(100), timing: { stall: 1_000, firstPause: 60_000 } })
    const start = performance.now()
    await expect(tried.run()).rejects.toBe(reason)
    expect(performance.now() - start).toBeLessThan(30_000)
  })

  test('before the beginning asks nobody', async () => {
    const { url, requests } = await serveBytes(ARCHIVE)
    const tried = tryFetch({ url }, { signal: AbortSignal.abort(reason) })
    await expect(tried.run()).rejects.toBe(reason)
    expect(requests).toHaveLength(0)
    expect(tried.left()).toEqual([])
  })
})

describe('connections', () => {
  test.each([
    ['success', ARCHIVE, {}],
    ['a wrong hash', ARCHIVE, { sha256: 'a'.repeat(64) }],
    ['a refused archive', fixture('sparse-gnu.tar'), {}],
  ])('are closed by our side after %s', async (_, bytes, options) => {
    const { url, requests } = await serveBytes(bytes)
    await tryFetch({ url }, options)
      .run()
      .catch(() => {})
    const socket = requests[0]?.socket
    await vi.waitFor(() => expect(socket?.destroyed).toBe(true), 30_000)
  })
})

describe('one file', () => {
  const options = (into: string) => ({
    into,
    limits: LIMITS,
    reach: 'private' as const,
    signal: new AbortController().signal,
    say: () => {},
    timing: FAST,
  })

  test('is downloaded as it is, with its hash', async () => {
    const { url } = await serveBytes(ARCHIVE)
    const into = join(workFolder(), 'images/model.tar')
    expect(await fetchFile(url, { ...options(into), sha256: sha256(ARCHIVE) })).toEqual({
      path: into,
      sha256: sha256(ARCHIVE),
      bytes: ARCHIVE.length,
    })
    expect(readFileSync(into).equals(ARCHIVE)).toBe(true)
    expect(readdirSync(join(into, '..'))).toEqual(['model.tar'])
  })

  test('starts over with a new file after a cut', async () => {
    const bytes = Buffer.alloc(3_000_000, 'medperf')
    const { url } = await serve((_, response, count) => {
      response.writeHead(200, { 'content-length': bytes.length })
      if (count === 1)
        response.write(bytes.subarray(0, 2_500_000), () => setTimeout(() => response.destroy(), 20))
      else response.end(bytes)
    })
    const into = join(workFolder(), 'file')
    expect(await fetchFile(url, { ...options(into) })).toMatchObject({ sha256: sha256(bytes) })
  })

  test.each([
    ['another hash', ARCHIVE, { sha256: 'a'.repeat(64) }, 'hash'],
    ['more bytes than allowed', ARCHIVE, { limits: { ...LIMITS, maxSize: 10 } }, 'archive'],
    ['no bytes', Buffer.alloc(0), {}, 'download'],
    ['a web page', Buffer.from('<!doctype html>'), {}, 'download'],
  ])('with %s fails and leaves nothing', async (_, bytes, more, kind) => {
    const { url } = await serveBytes(bytes)
    const folder = workFolder()
    expect(await failureOf(fetchFile(url, { ...options(join(folder, 'file')), ...more }))).toMatchObject({
      kind,
    })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('the tool cache', () => {
  const cache = () => {
    const folder = workFolder()
    vi.stubEnv('RUNNER_TOOL_CACHE', join(folder, 'tools'))
    vi.stubEnv('RUNNER_TEMP', folder)
    return join(folder, 'tools/medperf-benchmark-file', `1.0.0-h${sha256(ARCHIVE)}`, 'any/file')
  }
  const known = { sha256: sha256(ARCHIVE), toolCache: true }

  test('keeps an archive of known hash, so that it is downloaded once', async () => {
    const path = cache()
    const { url, requests } = await serveBytes(ARCHIVE)
    const first = tryFetch({ url }, known)
    expect(await first.run()).toMatchObject({ files: 4 })
    expect(first.left()).toEqual(['demo'])
    expect(readFileSync(path).equals(ARCHIVE)).toBe(true)
    const second = tryFetch({ url }, known)
    expect(await second.run()).toMatchObject({ files: 4, sha256: sha256(ARCHIVE) })
    expect(second.lines).toEqual(['taken from the tool cache'])
    expect(requests).toHaveLength(1)
  })

  test('prints what it says for debugging only while the log is held', async () => {
    cache()
    let isHeld = false
    const aside: Aside = async (work) => {
      isHeld = true
      try {
        return await work()
      } finally {
        isHeld = false
      }
    }
    const printed: boolean[] = []
    const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      if (String(text).startsWith('::debug::')) printed.push(isHeld)
      return true
    })
    try {
      const { url } = await serveBytes(ARCHIVE)
      for (const _ of ['looked up and kept', 'found']) await tryFetch({ url }, { ...known, aside }).run()
    } finally {
      stdout.mockRestore()
    }
    expect(printed.length).toBeGreaterThan(4)
    expect(printed).not.toContain(false)
  })

  test('keeps a file of known hash as well', async () => {
    cache()
    const { url, requests } = await serveBytes(ARCHIVE)
    for (const name of ['a', 'b']) {
      const into = join(workFolder(), name)
      const options = {
        into,
        limits: LIMITS,
        reach: 'private' as const,
        signal: new AbortController().signal,
        say: () => {},
        ...known,
      }
      expect(await fetchFile(url, options)).toMatchObject({ path: into, sha256: sha256(ARCHIVE) })
    }
    expect(requests).toHaveLength(1)
  })

  test.each([
    ['is cut off', ARCHIVE.subarray(0, 100)],
    ['is another archive', fixture('plain.tar')],
    ['is empty', Buffer.alloc(0)],
  ])('that %s is a warning, and the archive is downloaded', async (_, broken) => {
    const path = cache()
    const { url, requests } = await serveBytes(ARCHIVE)
    await tryFetch({ url }, known).run()
    writeFileSync(path, broken)
    const tried = tryFetch({ url }, known)
    expect(await tried.run()).toMatchObject({ sha256: sha256(ARCHIVE), files: 4 })
    expect(tried.lines[0]).toMatch(
      /^warning: the copy in the tool cache cannot be used \(.+\); downloading it$/,
    )
    expect(tried.left()).toEqual(['demo'])
    expect(requests).toHaveLength(2)
    expect(readFileSync(path).equals(ARCHIVE)).toBe(true)
  })

  test('that cannot be written is a warning', async () => {
    cache()
    vi.stubEnv('RUNNER_TOOL_CACHE', '/dev/null/tools')
    const { url } = await serveBytes(ARCHIVE)
    const tried = tryFetch({ url }, known)
    expect(await tried.run()).toMatchObject({ files: 4 })
    expect(tried.lines.join()).toContain('warning: the file is not kept in the tool cache')
    expect(tried.left()).toEqual(['demo'])
  })

  test('gets nothing whose hash is not known, is wrong, or is not asked for', async () => {
    const path = cache()
    const { url } = await serveBytes(ARCHIVE)
    await tryFetch({ url }, { toolCache: true }).run()
    await tryFetch({ url }, { sha256: sha256(ARCHIVE) }).run()
    const wrong = tryFetch({ url }, { toolCache: true, sha256: 'a'.repeat(64) })
    expect(await failureOf(wrong.run())).toMatchObject({ kind: 'hash' })
    expect(wrong.left()).toEqual([])
    expect(existsSync(join(path, '../../../..'))).toBe(false)
  })
})

describe('a full disk', () => {
  test('is told apart from everything else, and what was written is removed', async () => {
    const folder = join(workFolder(), 'small')
    mkdirSync(folder)
    const data = Buffer.alloc(3_000_000, 'medperf')
    const { url } = await serveBytes(await tarOf({ name: 'a', data }))
    const tried = tryFetch({ url }, { into: join(folder, 'demo') })
    if (!mountSmall(folder)) fillInMemory()
    expect(await failureOf(tried.run())).toMatchObject({
      kind: 'disk-full',
      // Where no disk can be mounted, writing fails as it does on a full one.
      message: expect.stringMatching(
        /^the disk is full$|small is nearly full: 1\.0 MiB of the 1\.0 MiB that were free are left, and 2\.9 MiB more/,
      ),
    })
    expect(readdirSync(folder)).toEqual([])
  })
})

/** A file system of 1 MB, where this user may mount one. */
function mountSmall(folder: string): boolean {
  const options = `size=1m,uid=${process.getuid?.()}`
  for (const prefix of [[], ['sudo', '-n']]) {
    const run = (...command: string[]) => {
      const [file = '', ...rest] = [...prefix, ...command]
      return spawnSync(file, rest).status === 0
    }
    if (!run('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', folder)) continue
    onTestFinished(() => {
      run('umount', folder)
    })
    return true
  }
  return false
}

/** As a full disk: part of what is written is taken, the rest is an error. */
function fillInMemory(): void {
  const { writeSync } = fs
  let room = 1_000_000
  const write = (file: number, bytes: Uint8Array, offset = 0) => {
    if (room === 0)
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    const length = Math.min(room, bytes.length - offset)
    room -= length
    return writeSync(file, bytes, offset, length)
  }
  const replace = (replacement: unknown) => {
    Object.assign(fs, { writeSync: replacement })
    syncBuiltinESMExports()
  }
  replace(write)
  onTestFinished(() => replace(writeSync))
}

describe('proxies', () => {
  test('that the environment names are used, but not for what NO_PROXY names', async () => {
    const { url, requests } = await serveBytes(ARCHIVE)
    const seen: string[] = []
    const proxy = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`)
      response.end(ARCHIVE)
    })
    proxy.on('connect', (request, socket) => {
      seen.push(`CONNECT ${request.url}`)
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      proxy.closeAllConnections()
      proxy.close()
    })
    const address = proxy.address()
    const proxyUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) vi.stubEnv(name, undefined)
    vi.stubEnv('HTTP_PROXY', proxyUrl)
    vi.stubEnv('HTTPS_PROXY', proxyUrl)
    vi.stubEnv('NO_PROXY', '127.0.0.1')
    await tryFetch({ url }).run()
    expect(requests).toHaveLength(1)
    expect(seen).toEqual([])
    expect(await tryFetch({ url: 'http://demo.invalid/demo.tar.gz' }).run()).toMatchObject({ files: 4 })
    const refused = await failureOf(tryFetch({ url: 'https://demo.invalid/demo.tar.gz' }).run())
    expect(refused).toMatchObject({ kind: 'download', message: expect.stringContaining('403') })
    expect(seen).toEqual(['GET http://demo.invalid/demo.tar.gz', 'CONNECT demo.invalid:443'])
  })
})

describe('a process', () => {
  const run = promisify(execFile)
  const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url))
  const script = (archive: string, folder: string) => `
    const { fetchArchive } = await import(${JSON.stringify(archive)})
    const origin = JSON.parse(process.argv[1])
    const options = { into: ${JSON.stringify(join(folder, 'demo'))}, limits: ${JSON.stringify(LIMITS)}, say() {} }
    try {
      const { files } = await fetchArchive(origin, { ...options, reach: 'private', signal: AbortSignal.timeout(Number(process.argv[2])) })
      console.log(files, 'files')
    } catch (error) {
      console.log(error.kind ?? error.name)
    }`
  const node = async (archive: string, origin: object, timeout = 60_000) => {
    const start = performance.now()
    const { stdout } = await run(process.execPath, [
      '--input-type=module',
      '-e',
      script(archive, workFolder()),
      JSON.stringify(origin),
      `${timeout}`,
    ])
    return { stdout: stdout.trim(), ms: performance.now() - start }
  }

  test.each(['plain.tar.gz', 'plain.tar.bz2'])(
    'ends by itself after %s, and has no warning',
    async (name) => {
      const { url } = await serveBytes(fixture(name))
      expect((await node(source('fetch/archive.ts'), { kind: 'url', url })).stdout).toBe('4 files')
    },
  )

  test('ends by itself when it was aborted while the server keeps the connection', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200)
      response.write(fixture('plain.tar.bz2').subarray(0, 200))
    })
    const { stdout, ms } = await node(source('fetch/archive.ts'), { kind: 'url', url }, 500)
    expect(stdout).toBe('TimeoutError')
    expect(ms).toBeLessThan(50_000)
  })

  test('unpacks from a bundle, its thread as well, without anything beside it', async () => {
    const dist = join(workFolder(), 'dist')
    const bundle = await rolldown({
      input: { main: source('fetch/archive.ts'), 'unpack-worker': source('archive/unpack-worker.ts') },
      platform: 'node',
    })
    await bundle.write({
      dir: dist,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name].js',
    })
    writeFileSync(join(dist, 'package.json'), '{"type":"module"}')
    for (const name of ['plain.tar.gz', 'plain.tar.bz2', 'plain.tar.xz']) {
      const path = writeFixture(fixture(name))
      expect((await node(join(dist, 'main.js'), { kind: 'file', path })).stdout, name).toBe('4 files')
    }
  })
})

test('a proxy that is not there is blamed in place of the host, and what to do is about it', async () => {
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy', 'NO_PROXY']) vi.stubEnv(name, undefined)
  vi.stubEnv('HTTPS_PROXY', '127.0.0.1:9')
  const failure = await failureOf(tryFetch({ url: 'https://files.invalid/demo.tar.gz' }).run())
  expect(failure.message).toBe(
    'https://files.invalid/demo.tar.gz cannot be downloaded: the proxy 127.0.0.1:9, which `HTTPS_PROXY` of the runner names, refuses connections (5 tries)',
  )
  expect(failure.hint).toMatch(/^Correct `HTTPS_PROXY`/)
})
