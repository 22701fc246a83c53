import { execFile } from 'node:child_process'
import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { askSchema, readOrigin } from '../../script/medperf-schema/ask.ts'
import { compareSchemas } from '../../script/medperf-schema/compare.ts'
import { type Issue, type IssueDesk, keepIssue, renderBody } from '../../script/medperf-schema/issue.ts'
import { readKept } from '../../script/medperf-schema.ts'
import { ROOT } from '../../stand-ins/action-file.ts'

const kept = readKept()

interface Schema {
  required?: string[]
  description?: string
  readonly properties: Record<string, Record<string, unknown>>
}

interface Document {
  info: object
  readonly paths: Record<string, unknown>
  readonly components: { readonly schemas: Record<string, Schema> }
}

const copyOf = (era: string) => structuredClone(kept.find((one) => one.era === era)?.document) as Document

/** What is found of a kept description that was changed. */
function changed(era: string, change: (document: Document, benchmark: Schema) => void) {
  const document = copyOf(era)
  const { Benchmark: benchmark = { properties: {} } } = document.components.schemas
  change(document, benchmark)
  return compareSchemas(document, kept)
}

describe('a description', () => {
  test.each(kept)('of the $era era is known again', ({ era, document }) => {
    expect(compareSchemas(structuredClone(document), kept)).toEqual({ kind: 'same', era })
  })

  test.each<[string, (document: Document, benchmark: Schema) => void]>([
    ['in other words', (_, benchmark) => Object.assign(benchmark, { description: 'A benchmark.' })],
    ['of another title', (document) => Object.assign(document, { info: { title: 'x', version: 'v1' } })],
    ['with an example', (_, { properties }) => Object.assign(properties['name'] ?? {}, { example: 'a' })],
    ['with its required fields in another order', (_, benchmark) => void benchmark.required?.reverse()],
    [
      'with its keys in another order',
      ({ components: { schemas } }, { properties }) => {
        const { name, ...others } = properties
        Object.assign(schemas['Benchmark'] ?? {}, { properties: { ...others, name } })
      },
    ],
  ])('%s is the same', (_, change) => {
    expect(changed('topology', change)).toEqual({ kind: 'same', era: 'topology' })
  })

  test.each<[string, (document: Document, benchmark: Schema) => void, readonly string[]]>([
    [
      'a longer name',
      (_, { properties }) => Object.assign(properties['name'] ?? {}, { maxLength: 200 }),
      ['components › schemas › Benchmark › properties › name › maxLength: 128 → 200'],
    ],
    [
      'a field called description',
      (_, { properties }) => void delete properties['description'],
      ['gone: components › schemas › Benchmark › properties › description'],
    ],
    [
      'one field more, on one line',
      (_, { properties }) => Object.assign(properties, { licence: { type: 'string', maxLength: 10 } }),
      ['new: components › schemas › Benchmark › properties › licence'],
    ],
    [
      'one more that is required',
      (_, benchmark) => void benchmark.required?.push('licence'),
      [
        expect.stringMatching(
          /^components › schemas › Benchmark › required: \[.*\] → \[.*"licence".*\]$/,
        ) as unknown as string,
      ],
    ],
    [
      'another choice',
      ({ components }) => Object.assign(components.schemas['TopologyEnum'] ?? {}, { enum: ['x'] }),
      [
        expect.stringMatching(
          /^components › schemas › TopologyEnum › enum: .* → \["x"\]$/,
        ) as unknown as string,
      ],
    ],
    [
      'a path that is gone',
      ({ paths }) => void delete paths['/api/v0/benchmarks/'],
      ['gone: paths › /api/v0/benchmarks/'],
    ],
  ])('with %s has moved', (_, change, differences) => {
    expect(changed('topology', change)).toEqual({ kind: 'moved', nearest: 'topology', differences })
  })

  test('is compared with the one that it is nearest to', () => {
    const found = changed('mlcube', (_, { properties }) => Object.assign(properties, { a: {} }))
    expect(found).toMatchObject({ kind: 'moved', nearest: 'mlcube' })
  })

  test('that is hostile has an end', () => {
    let deep: unknown = 1
    for (let level = 0; level < 100; level += 1) deep = { deep }
    expect(() => compareSchemas({ paths: deep }, kept)).toThrow(/nests more than/)
    const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`/p${at}`, { get: {} }]))
    const found = compareSchemas({ paths: wide, components: { schemas: { a: 1 } } }, kept)
    expect(found.kind === 'moved' && found.differences.length).toBeLessThanOrEqual(2_000)
    expect(compareSchemas(JSON.parse('{"__proto__": {"a": 1}, "paths": null}'), kept).kind).toBe('moved')
  })
})

describe('the issue', () => {
  const moved = { kind: 'moved', nearest: 'topology', differences: ['new: a'] } as const
  const same = { kind: 'same', era: 'topology' } as const
  const SERVER = 'https://api.medperf.org'

  function fakeDesk(open: readonly Issue[]) {
    const done: string[] = []
    const desk: IssueDesk = {
      list: async () => open,
      create: async (_, body) => {
        done.push('create')
        return { number: 9, body }
      },
      update: async (number) => void done.push(`update ${number}`),
      close: async (number) => void done.push(`close ${number}`),
    }
    return { desk, done }
  }

  const issue = (number: number, body = 'old') => ({ number, body })

  test.each([
    ['is opened once', moved, [], ['create']],
    ['is updated rather than opened again', moved, [issue(4)], ['update 4']],
    ['is left as it is where it says so already', moved, [issue(4, `${renderBody(moved, SERVER)}\n`)], []],
    ['is one, whoever opened a second', moved, [issue(7), issue(4)], ['close 7', 'update 4']],
    ['is closed when a kept description agrees', same, [issue(4)], ['close 4']],
    ['is closed, however many there are', same, [issue(7), issue(4)], ['close 4', 'close 7']],
    ['is not opened where all is well', same, [], []],
  ] as const)('%s', async (_, comparison, open, actions) => {
    const { desk, done } = fakeDesk(open)
    await keepIssue(desk, comparison, SERVER)
    expect(done).toEqual(actions)
  })

  test('calls nobody, links nowhere, and is short, whatever a server says', () => {
    const differences = [
      'new: ` @octocat closes #1 https://evil.example.org <b>',
      `x: ${'a'.repeat(100_000)}`,
      ...Array.from({ length: 5_000 }, (_, at) => `new: p${at}`),
    ]
    const body = renderBody({ kind: 'moved', nearest: 'topology', differences }, SERVER)
    expect(body).toContain("- `new: ' @octocat closes #1 https://evil.example.org <b>`")
    expect(body).toContain('- and 4852 more')
    expect(body.length).toBeLessThan(60_000)
  })
})

/** A loopback server for one test. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

describe('a server without a description', () => {
  test.each<[string, RequestListener, RegExp]>([
    ['is forbidden', (_, answer) => answer.writeHead(403).end('{}'), /answers with HTTP 403/],
    ['is not there', (_, answer) => answer.writeHead(404).end(), /answers with HTTP 404/],
    ['sends us elsewhere', (_, answer) => answer.writeHead(301, { location: '/other' }).end(), /HTTP 301/],
    ['is a web page', (_, answer) => answer.end('<!doctype html><html>'), /answers with a web page/],
    ['is no JSON', (_, answer) => answer.end('openapi: 3.0.3'), /answers with what is no JSON/],
    ['is a list', (_, answer) => answer.end('[]'), /no description of an API/],
    ['is null', (_, answer) => answer.end('null'), /no description of an API/],
    ['is empty', (_, answer) => answer.end('{"paths": {}, "components": {"schemas": {}}}'), /no description/],
    [
      'has no end',
      (_, answer) => void answer.end(`"${'a'.repeat(9 * 1024 ** 2)}"`),
      /more than 8388608 bytes/,
    ],
    [
      'breaks off',
      (_, answer) => {
        answer.writeHead(200, { 'content-length': 1_000 }).write('{', () => answer.destroy())
      },
      /breaks off|does not answer/,
    ],
    ['hangs up', (request) => void request.socket.destroy(), /does not answer/],
  ])('that %s is told in words', async (_, listener, words) => {
    await expect(askSchema(await serve(listener))).rejects.toThrow(words)
  })

  test.each(['', 'medperf', 'http://example.org', 'https://a:b@example.org', 'ftp://example.org'])(
    '%j is no address of one',
    (text) => {
      expect(() => readOrigin(text)).toThrow(/no https address/)
    },
  )
})

test('the whole script opens one issue for a server that moved, and closes it when that agrees again', async () => {
  const document = copyOf('topology')
  const issues: { number: number; state: string; body: string; labels: readonly string[] }[] = []
  const tokens = new Set<string | undefined>()
  const github = await serve(async (request, answer) => {
    tokens.add(request.headers.authorization)
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const body = pieces.length === 0 ? {} : JSON.parse(Buffer.concat(pieces).toString())
    const number = Number(/issues\/(\d+)/.exec(request.url ?? '')?.[1])
    if (request.method === 'GET')
      return answer.end(JSON.stringify(issues.filter(({ state }) => state === 'open')))
    if (request.method === 'POST' && request.url?.endsWith('/issues')) {
      issues.push({ number: issues.length + 1, state: 'open', ...body })
      return answer.writeHead(201).end(JSON.stringify(issues.at(-1)))
    }
    if (request.method === 'PATCH') Object.assign(issues[number - 1] ?? {}, body)
    return answer.end('{}')
  })
  const medperf = await serve((request, answer) => {
    expect(request.headers.authorization).toBeUndefined()
    answer.end(JSON.stringify(document))
  })
  const run = (...more: readonly string[]) =>
    new Promise<{ readonly code: number; readonly said: string }>((resolve) => {
      const args = [join(ROOT, 'script', 'medperf-schema.ts'), '--server', medperf, ...more]
      const env = { ...process.env, GH_TOKEN: 'secret', GITHUB_REPOSITORY: 'a/b', GITHUB_API_URL: github }
      execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr }),
      )
    })
  expect(await run()).toEqual({ code: 0, said: expect.stringContaining('as the topology era') })
  Object.assign(document.components.schemas['Benchmark']?.properties ?? {}, { licence: { type: 'string' } })
  expect(await run()).toMatchObject({
    code: 1,
    said: expect.stringContaining('Benchmark › properties › licence'),
  })
  expect(issues).toEqual([])
  expect(await run('--issue')).toEqual({ code: 0, said: expect.stringContaining('opened #1') })
  expect(await run('--issue')).toMatchObject({ said: expect.stringContaining('#1 says so already') })
  expect(issues).toMatchObject([{ state: 'open', labels: ['medperf-schema'] }])
  delete document.components.schemas['Benchmark']?.properties['licence']
  expect(await run('--issue')).toMatchObject({ said: expect.stringContaining('closed #1') })
  expect(issues).toMatchObject([{ state: 'closed' }])
  expect(tokens).toEqual(new Set(['Bearer secret']))
})
