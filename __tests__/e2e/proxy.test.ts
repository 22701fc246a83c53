import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { pullRequestEvent } from '../../stand-ins/events.ts'
import { startFileServer } from '../../stand-ins/file-server.ts'
import { freePort } from '../../stand-ins/registry.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { image as manifest, served, sha256, startFakeRegistry } from '../registry/fake-registry.ts'
import { type ConnectProxy, startConnectProxy } from '../support/connect-proxy.ts'
import { type Owner, startOwner, tinyRegistry } from '../support/registering.ts'
import { tinyConfig } from '../support/strangers.ts'
import { TINY } from '../support/tiny.ts'
import { CERTIFICATE, startTlsFront } from '../support/tls-front.ts'

const { image } = await tinyRegistry()
const files = await startFileServer({
  '/demo.tar.gz': {
    content: execFileSync('tar', ['-cz', '-C', join(TINY, 'demo'), 'paths.yaml', 'data', 'labels']),
  },
})
const registry = await startFakeRegistry(served({ '1': manifest() }))
afterAll(() => Promise.all([files.close(), registry[Symbol.asyncDispose]()]))

/** No name server knows these names: only the proxy does. */
const HOST = 'medperf.example'
const DEMO = 'http://files.example/demo.tar.gz'

/** An owner whose MedPerf server, registry and files have names, and the proxy that knows them. */
async function surroundings() {
  const stack = new AsyncDisposableStack()
  const owner = stack.use(await startOwner({ era: 'model', image }))
  const front = stack.use(await startTlsFront({ '/': owner.server.url, '/v2/': `http://${registry.host}` }))
  const proxy = stack.use(
    await startConnectProxy({ [HOST]: front.port, 'files.example': Number(new URL(files.url).port) }),
  )
  const server = `https://${HOST}:${front.port}`
  const inputs = { ...owner.inputs, server, 'ca-file': CERTIFICATE }
  return {
    owner,
    front,
    proxy,
    inputs,
    host: `${HOST}:${front.port}`,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

/** Node options with which this machine finds the host too, as by a line of /etc/hosts. */
async function knownHost(folder: string): Promise<string> {
  const file = join(folder, 'hosts.cjs')
  const code = `const dns = require('node:dns')
const { lookup } = dns
dns.lookup = (name, ...rest) => lookup(name === '${HOST}' ? '127.0.0.1' : name, ...rest)
`
  await writeFile(file, code)
  return `--require ${file}`
}

const hostsOf = ({ asked }: ConnectProxy) => [...new Set(asked.map((one) => one.split(' ')[1]))].toSorted()

const plan = async (owner: Owner, inputs: Readonly<Record<string, string>>, env: Record<string, string>) => {
  const run = await owner.run({ event: pullRequestEvent(), inputs: { ...inputs, mode: 'plan' }, env })
  return { ...run, plan: run.report?.plan }
}

test.each([
  ['HTTPS_PROXY', 'HTTP_PROXY'],
  ['https_proxy', 'http_proxy'],
])('by way of %s and %s a benchmark is tested and registered', async (https, http) => {
  await using around = await surroundings()
  const { owner, proxy, inputs, host } = around
  const yaml = await owner.read('benchmark.yaml')
  await owner.write('benchmark.yaml', yaml.replace('path: demo/', `url: ${DEMO}`))
  const lost = await owner.run({ inputs })
  expect(lost.code).toBe(1)
  expect(lost.said).toMatch(/the name (is not known|could not be looked up)/)
  const run = await owner.run({
    inputs,
    // The fake GitHub is on this machine, where no proxy has to be asked.
    env: { [https]: proxy.url, [http]: proxy.url, NO_PROXY: '127.0.0.1' },
  })
  expect(run.said).not.toMatch(/^(error|warning)/m)
  expect(run.code).toBe(0)
  expect(await owner.rows('benchmarks')).toMatchObject([{ name: 'tiny', demo_dataset_tarball_url: DEMO }])
  expect(hostsOf(proxy)).toEqual([DEMO, host])
  expect(proxy.asked).toContain(`CONNECT ${host}`)
})

test('by way of the proxy a registry is read', async () => {
  await using around = await surroundings()
  const { owner, proxy, inputs, host } = around
  for (const part of ['prep', 'model', 'metrics'] as const)
    await owner.write(`${part}/container_config.yaml`, tinyConfig(part, `${host}/lab/shell:1`))
  // The authority of a registry is the machine's own matter.
  const env = { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: CERTIFICATE }
  const run = await plan(owner, inputs, env)
  expect(run.plan).toMatchObject({ blocked: false, seen: 'server' })
  const hashes = run.plan?.actions.flatMap(({ changes }) =>
    changes.filter(({ field }) => field === 'image_hash'),
  )
  const digest = sha256(JSON.stringify(manifest()))
  expect(hashes).toMatchObject([1, 2, 3].map(() => ({ to: expect.stringContaining(digest) })))
  expect(registry.requests.length).toBeGreaterThan(0)
  expect(hostsOf(proxy)).toEqual([host])
})

test.each(['NO_PROXY', 'no_proxy'])('%s goes around the proxy', async (name) => {
  await using around = await surroundings()
  const { owner, proxy, inputs, host } = around
  await using folder = await tempFolder()
  const env = { HTTPS_PROXY: proxy.url, NODE_OPTIONS: await knownHost(folder.path) }
  const through = await plan(owner, inputs, env)
  expect(through.plan?.seen).toBe('server')
  expect(hostsOf(proxy)).toEqual([host])
  const before = proxy.asked.length
  for (const value of [HOST, '.example', `localhost,${host}`]) {
    const around = await plan(owner, inputs, { ...env, [name]: value })
    expect(around.plan?.seen).toBe('server')
  }
  expect(proxy.asked).toHaveLength(before)
})

test.each([407, 403, undefined])('a proxy that does not help is told as such: %s', async (status) => {
  await using around = await surroundings()
  const { owner, inputs } = around
  await using closed = await startConnectProxy({}, status)
  const env = { HTTPS_PROXY: status === undefined ? `http://127.0.0.1:${await freePort()}` : closed.url }
  const run = await plan(owner, inputs, env)
  expect(run.code).toBe(1)
  expect(run.outputs['verdict']).toBe('error')
  expect(run.said).toContain(
    status === undefined ? 'refuses connections' : `the proxy opens no way there (HTTP ${status})`,
  )
  expect(run.said).toContain('`HTTPS_PROXY`')
  const yaml = await owner.read('benchmark.yaml')
  await owner.write('benchmark.yaml', yaml.replace('path: demo/', 'url: https://files.example/demo.tar.gz'))
  if (status === undefined) return
  const test = await owner.run({ inputs: { mode: 'test' }, env: { ...env, NO_PROXY: '127.0.0.1' } })
  expect(test.outputs['verdict']).toBe('failed')
  expect(test.said).toMatch(/^error fetch.*the proxy opens no way there/m)
})

describe('what names no proxy', () => {
  const demo = (yaml: string) => yaml.replace('path: demo/', 'url: https://files.example/demo.tar.gz')

  test.each([
    ['http://svc:Pass#word@127.0.0.1:9', 'is not the address of a proxy: some characters of its login'],
    ['socks5://127.0.0.1:9', 'names a proxy for `socks5`'],
  ])('is told by the name of the variable, wherever it was to be asked: %s', async (value, words) => {
    await using around = await surroundings()
    const { owner, inputs } = around
    // GitHub is asked by way of it too.
    const env = { HTTPS_PROXY: value, GITHUB_API_URL: 'https://api.example' }
    const said = `\`HTTPS_PROXY\` of the runner ${words}`
    const planned = await plan(owner, inputs, env)
    expect(planned.outputs['verdict']).toBe('error')
    expect(planned.report?.reason).toContain(said)
    await owner.write('benchmark.yaml', demo(await owner.read('benchmark.yaml')))
    const tested = await owner.run({ event: pullRequestEvent(), inputs: { ...inputs, mode: 'test' }, env })
    expect(tested.report?.verdict).toBe('failed')
    expect(tested.report?.reason).toContain(said)
    expect(tested.said).toMatch(/^warning .*`HTTPS_PROXY` of the runner/m)
    for (const run of [planned, tested]) {
      expect(run.stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('Pass#word')
      expect(run.said).not.toContain('report it')
    }
  })
})
