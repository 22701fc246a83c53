import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { personWith } from './person.ts'
import { run, serve } from './process.ts'

const folder = mkdtempSync(join(tmpdir(), 'dev-server-cli-'))
const inFolder = (name: string): string => join(folder, name)

afterAll(() => rmSync(folder, { recursive: true }))

test('prints one line with its address when it is ready, and nothing else', async () => {
  const { child, url, ended } = await serve('--era', 'model', '--port', '0')
  const version = await fetch(`${url}/version`)
  child.kill('SIGTERM')
  expect(await version.json()).toEqual({ version: 'v0' })
  expect(await ended).toEqual({ status: 0, stdout: `MedPerf dev server, model era: ${url}\n`, stderr: '' })
})

test('listens on 127.0.0.1 unless told otherwise', async () => {
  const { child, url, ended } = await serve('--era', 'mlcube', '--port', '0')
  child.kill('SIGINT')
  expect(new URL(url).hostname).toBe('127.0.0.1')
  expect((await ended).status).toBe(130)
})

test('a wrong command line ends with status 2 and one line', async () => {
  const { status, stdout, stderr } = await run('--era', 'old')
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(/^medperf-dev-server: --era old: .*\n$/)
})

test('says that a port is taken', async () => {
  const first = await serve('--era', 'model', '--port', '0')
  const { port } = new URL(first.url)
  const second = await run('--era', 'model', '--port', port)
  first.child.kill('SIGTERM')
  await first.ended
  expect(second.status).toBe(1)
  expect(second.stderr).toContain(`port ${port}`)
})

test('--token prints a token that the server of the same file accepts, before and while it runs', async () => {
  const file = inFolder('tokens.db')
  const before = await run('--era', 'model', '--db', file, '--token', 'testbo')
  const { child, url, ended } = await serve('--era', 'model', '--port', '0', '--db', file)
  const during = await run('--era', 'model', '--db', file, '--token', 'new@example.com')
  const bo = await personWith(url, before.stdout.trim())('GET', 'me/')
  const fresh = await personWith(url, during.stdout.trim())('GET', 'me/')
  child.kill('SIGTERM')
  await ended
  expect(bo.body['username']).toBe('testbo')
  expect(fresh.body).toMatchObject({ username: 'new', email: 'new@example.com' })
  expect(statSync(file).mode & 0o077).toBe(0)
})
