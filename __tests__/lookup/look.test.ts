import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lookAtServer } from '../../src/lookup/look.ts'
import { PRODUCTION } from '../../src/medperf/address.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { startLive } from '../register/live/live.ts'
import { fakeServer } from '../server/fake-server.ts'
import { jobOn } from './job.ts'

const FREE = new AbortController().signal

async function look(server: string, more: object = {}, isSubmitted = false) {
  await using folder = await tempFolder('look-')
  return await lookAtServer({ ...jobOn(folder.path), signal: FREE, server, ...more }, isSubmitted)
}

describe('a plan without a credential', () => {
  it('is told what the server shows to everybody', async () => {
    await using live = await startLive('topology')
    const { server, ...more } = (await look(live.url)) ?? {}
    expect(server).toMatchObject({ origin: live.url, rules: { era: 'topology', topology: true } })
    expect(server?.rules.requests?.['POST benchmarks']?.get('topology')?.isRequired).toBe(true)
    expect(more).toEqual({})
  })

  it('asks nobody where nothing but the default names the server', async () => {
    expect(await look(PRODUCTION)).toBeUndefined()
  })

  it('asks for a lock, and for a benchmark that says how it is submitted, too', async () => {
    await using folder = await tempFolder('look-')
    await writeFile(join(folder.path, 'benchmark.lock.json'), '{}')
    const job = { ...jobOn(folder.path), server: PRODUCTION, signal: AbortSignal.abort(new Error('asked')) }
    await expect(lookAtServer(job, false)).rejects.toThrow('asked')
    await expect(lookAtServer({ ...job, repository: '/nowhere' }, true)).rejects.toThrow('asked')
    expect(await lookAtServer({ ...job, repository: '/nowhere' }, false)).toBeUndefined()
  })

  it.each<[string, Parameters<typeof fakeServer>[0], RegExp]>([
    [
      'is no MedPerf server',
      () => ({ status: 404, text: 'x' }),
      /was not seen either: GET .*\/version: HTTP 404/,
    ],
    ['breaks off', () => ({ cut: true }), /was not seen either: .*the connection was cut/],
  ])(
    'goes on where the server %s',
    async (_, reply, words) => {
      await using server = await fakeServer(reply)
      expect(await look(server.url)).toEqual({ unseen: expect.stringMatching(words) })
    },
    20_000,
  )

  it('goes on with an address that is none, and an authority that cannot be read', async () => {
    expect(await look('ftp://x')).toEqual({ unseen: expect.stringContaining('must start with https://') })
    const sight = await look('http://127.0.0.1:9', { caFile: '/nowhere.pem' })
    expect(sight).toEqual({ unseen: expect.stringContaining('the input ca-file') })
  })

  it('is blocked by a server of no known kind', async () => {
    await using server = await fakeServer(() => ({ json: { version: 'v7' } }))
    expect(await look(server.url)).toEqual({
      issue: expect.objectContaining({
        severity: 'error',
        code: 'unknown-server',
        message: expect.stringContaining('it speaks version v7 of the API'),
        hint: 'Look for a newer version of this action.',
      }),
    })
  })
})
