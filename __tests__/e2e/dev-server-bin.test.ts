import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { eras } from '../../dev-server/era.ts'
import { ROOT } from '../../stand-ins/action-file.ts'
import { freePort } from '../../stand-ins/registry.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { testTokens } from '../dev-server/test-tokens.ts'

const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  bin: Record<string, string>
}
const program = join(ROOT, bin['medperf-dev-server'] ?? '')

test('the built program begins as one that npx can start, and tells its options', async () => {
  expect(readFileSync(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
  const { stdout } = await promisify(execFile)(process.execPath, [program, '--help'])
  for (const name of ['era', 'host', 'port', 'db', 'seed', 'public-key', 'reset-path'])
    expect(stdout).toContain(`--${name} `)
})

test.each(eras)('with every named option it is a server of the %s era, and keeps its rows', async (era) => {
  await using folder = await tempFolder('medperf-bin-')
  const { tokens, publicKey } = await testTokens()
  const pem = join(folder.path, 'public.pem')
  const db = join(folder.path, 'rows.db')
  writeFileSync(pem, publicKey)
  const port = await freePort()
  const args = ['--era', era, '--host', '127.0.0.1', '--port', String(port), '--db', db]
  args.push('--seed', 'model', '--public-key', pem, '--reset-path', '/reset')
  const start = async () => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    expect(line.toString()).toBe(`MedPerf dev server, ${era} era: http://127.0.0.1:${port}\n`)
    return async (signal: NodeJS.Signals) => {
      const ended = once(child, 'close')
      child.kill(signal)
      return (await ended) as [number | null, string | null]
    }
  }
  const count = async (path: string) => {
    const authorization = `Bearer ${tokens.get('testbo')}`
    const answer = await fetch(`http://127.0.0.1:${port}/api/v0/${path}`, { headers: { authorization } })
    return ((await answer.json()) as { count: number }).count
  }
  const stop = await start()
  expect(await count('benchmarks/')).toBe(1)
  expect(await stop('SIGKILL')).toEqual([null, 'SIGKILL'])
  expect(statSync(db).size).toBeGreaterThan(0)
  const again = await start()
  expect(await count('benchmarks/')).toBe(1)
  const users = [{ id: 1, username: 'admin', email: '', superuser: true }]
  const reset = await fetch(`http://127.0.0.1:${port}/reset`, {
    method: 'POST',
    body: JSON.stringify({ users }),
  })
  expect(reset.ok).toBe(true)
  expect(await count('benchmarks/')).toBe(0)
  expect(await again('SIGTERM')).toEqual([0, null])
})
