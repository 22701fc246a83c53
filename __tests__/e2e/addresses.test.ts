import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startFileServer } from '../../stand-ins/file-server.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { startOwner, tinyRegistry } from '../support/registering.ts'
import { runTiny, TINY } from '../support/tiny.ts'

const demo = execFileSync('tar', ['-cz', '-C', join(TINY, 'demo'), 'paths.yaml', 'data', 'labels'])
const secret = createHash('sha256').update(demo).digest('hex')
const server = await startFileServer({ '/demo.tar.gz': { content: demo } })
afterAll(() => server.close())

const benchmark = readFileSync(join(TINY, 'benchmark.yaml'), 'utf8')
const port = new URL(server.url).port
const REFUSED = { 'allow-private-addresses': 'false' }

/** Node options with which a name leads here, as a name server of a stranger's would say. */
async function named(folder: string, name: string): Promise<string> {
  const file = join(folder, 'names.cjs')
  const code = `const dns = require('node:dns')
const { lookup } = dns
dns.lookup = (name, ...rest) => lookup(name === '${name}' ? '127.0.0.1' : name, ...rest)
`
  await writeFile(file, code)
  return `--require ${file}`
}

test.each([
  ['an address', `http://127.0.0.1:${port}`, 'invalid', /leads to 127\.0\.0\.1:\d+, a private address/],
  ['a number', `http://2130706433:${port}`, 'invalid', /leads to 127\.0\.0\.1:\d+, a private address/],
  ['a name', `http://files.example:${port}`, 'failed', /files\.example is 127\.0\.0\.1, a private address/],
])('a pull request learns nothing of this machine by %s', async (_, origin, verdict, words) => {
  await using folder = await tempFolder()
  const before = server.requests.length
  const run = await runTiny({
    files: { 'benchmark.yaml': benchmark.replace('path: demo/', `url: ${origin}/demo.tar.gz`), demo: null },
    inputs: REFUSED,
    env: { NODE_OPTIONS: await named(folder.path, 'files.example') },
  })
  expect(run.outputs['verdict']).toBe(verdict)
  expect(run.annotations).toEqual([expect.stringMatching(/^error benchmark\.yaml:\d+ /)])
  expect(run.comments[0]).toMatch(words)
  expect(run.comments[0]).toContain('allow-private-addresses: true')
  expect(server.requests).toHaveLength(before)
  for (const text of [run.stdout, run.summary, ...run.comments, JSON.stringify(run.report)])
    expect(text).not.toContain(secret)
})

test('with the input it is fetched', async () => {
  const run = await runTiny({
    files: {
      'benchmark.yaml': benchmark.replace('path: demo/', `url: ${server.url}/demo.tar.gz`),
      demo: null,
    },
  })
  expect(run.outputs['verdict']).toBe('passed')
})

test('a merge registers no address that hospitals could not reach, `submit/` neither', async () => {
  const { image } = await tinyRegistry()
  await using owner = await startOwner({ era: 'model', image })
  await owner.write(
    'benchmark.yaml',
    (await owner.read('benchmark.yaml')).replace('path: demo/', `url: ${server.url}/demo.tar.gz`),
  )
  const tested = await owner.run({ inputs: { ...owner.inputs, mode: 'test' }, keep: true })
  expect(tested.report?.verdict).toBe('passed')
  const before = server.requests.length
  const run = await owner.run({
    action: 'submit',
    inputs: { ...owner.inputs, ...REFUSED, report: tested.outputs['report'] ?? '' },
  })
  expect(run.said).toMatch(/127\.0\.0\.1:\d+, a private address/)
  expect(run.code).toBe(1)
  expect(server.requests).toHaveLength(before)
  expect(await owner.rows('benchmarks')).toEqual([])
})
