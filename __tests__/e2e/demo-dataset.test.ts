import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { expect, test } from 'vitest'
import { type ServedFile, startFileServer } from '../../stand-ins/file-server.ts'
import { runTiny, TINY } from '../support/tiny.ts'

type Entry = Parameters<ReturnType<typeof pack>['entry']>[0]

/** A gzipped tar of the given entries; text is a file's content. */
async function archive(
  entries: readonly (readonly [Entry['name'], string | Omit<Entry, 'name'>])[],
): Promise<Buffer> {
  const tar = pack()
  for (const [name, content] of entries) {
    if (typeof content === 'string') tar.entry({ name }, content)
    else tar.entry({ name, ...content } as Entry)
  }
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar) chunks.push(chunk as Buffer)
  return gzipSync(Buffer.concat(chunks))
}

const text = (path: string) => readFileSync(join(TINY, 'demo', path), 'utf8')
const data = [
  ['data/numbers.txt', text('data/numbers.txt')],
  ['labels/parity.txt', text('labels/parity.txt')],
] as const
const paths = ['paths.yaml', text('paths.yaml')] as const
const good = await archive([paths, ...data])
// Long enough that a half of it is more than one chunk.
const long = await archive([
  paths,
  ...data,
  ['data/noise.bin', Array.from({ length: 60_000 }, (_, at) => (at * 7919) % 10_007).join()],
])
const sha256 = createHash('sha256').update(good).digest('hex')

async function runWith(file: ServedFile | undefined, more = '') {
  await using server = await startFileServer(file === undefined ? {} : { '/demo.tar.gz': file })
  const benchmark = readFileSync(join(TINY, 'benchmark.yaml'), 'utf8').replace(
    'path: demo/',
    `url: ${server.url}/demo.tar.gz\n${more}`,
  )
  const run = await runTiny({ files: { 'benchmark.yaml': benchmark, demo: null } })
  return { ...run, requests: [...server.requests] }
}

interface Bad {
  readonly what: string
  readonly served: () => Promise<ServedFile | undefined>
  readonly words: RegExp
  /** Lines below the URL in benchmark.yaml. */
  readonly more?: string
}

const BAD: readonly Bad[] = [
  { what: 'is not there', served: async () => undefined, words: /404/ },
  {
    what: 'is a web page',
    served: async () => ({ content: '<!DOCTYPE html><html>Sign in</html>', type: 'text/html' }),
    words: /HTML|web page/i,
  },
  {
    what: 'is not an archive',
    served: async () => ({ content: 'just some text '.repeat(100) }),
    words: /not .*archive/i,
  },
  {
    what: 'has another hash than promised',
    served: async () => ({ content: good }),
    words: /sha256|hash/i,
    more: `  sha256: "${'0'.repeat(64)}"`,
  },
  { what: 'has no paths.yaml', served: async () => ({ content: await archive(data) }), words: /paths\.yaml/ },
  {
    what: 'has a paths.yaml that points out of it',
    served: async () => ({
      content: await archive([['paths.yaml', 'data_path: ../..\nlabels_path: labels\n'], ...data]),
    }),
    words: /data_path/,
  },
  {
    what: 'holds a path that climbs out',
    served: async () => ({ content: await archive([paths, ...data, ['../evil.txt', 'evil']]) }),
    words: /\.\.\/evil\.txt/,
  },
  {
    what: 'holds an absolute path',
    served: async () => ({ content: await archive([paths, ...data, ['/tmp/evil.txt', 'evil']]) }),
    words: /evil\.txt/,
  },
  {
    what: 'holds a link that leads out',
    served: async () => ({
      content: await archive([paths, ...data, ['data/link', { type: 'symlink', linkname: '/etc/passwd' }]]),
    }),
    words: /link/,
  },
  {
    what: 'holds a device',
    served: async () => ({
      content: await archive([paths, ...data, ['data/null', { type: 'character-device' }]]),
    }),
    words: /device|neither|only/i,
  },
]

test.each(BAD)(
  'a demo dataset that $what fails fetch with a clear word, and nothing else runs',
  async (bad) => {
    const run = await runWith(await bad.served(), bad.more)
    const [fetch, ...others] = run.report?.steps ?? []
    expect(fetch).toMatchObject({ name: 'fetch', status: 'failed' })
    expect(fetch?.failure?.message).toMatch(bad.words)
    expect(fetch?.failure?.message).toContain('demo dataset')
    expect(others.map(({ status }) => status)).toEqual([
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
    ])
    expect(run.outputs['verdict']).toBe('failed')
    expect(run.comments[0]).toMatch(bad.words)
    expect(run.left).toEqual([])
  },
)

test('a server that fails twice is asked a third time', async () => {
  const run = await runWith({ content: good, faults: [500, 503] }, `  sha256: "${sha256}"`)
  expect(run.outputs['verdict']).toBe('passed')
  expect(run.requests).toHaveLength(3)
  expect(run.report?.demoDataset?.sha256).toBe(sha256)
})

test('what the tool cache says for debugging is a command to the runner, not text of the log', async () => {
  const run = await runWith({ content: good }, `  sha256: "${sha256}"`)
  const debug = run.commands.filter(({ name }) => name === 'debug').map(({ message }) => message)
  expect(debug).toContainEqual(expect.stringContaining('Caching tool medperf-benchmark-file'))
  expect(run.stdout.match(/::debug::/g)).toHaveLength(debug.length)
})

test('a download that is cut at half goes on where it was', async () => {
  const run = await runWith({ content: long, faults: ['cut at half'] })
  expect(run.outputs['verdict']).toBe('passed')
  expect(run.requests).toEqual([
    'GET /demo.tar.gz',
    expect.stringMatching(/^GET \/demo\.tar\.gz bytes=[1-9]\d*-$/),
  ])
  expect(run.report?.demoDataset?.sha256).toBe(createHash('sha256').update(long).digest('hex'))
})
