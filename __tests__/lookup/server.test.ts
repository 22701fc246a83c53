import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test, vi } from 'vitest'
import { known } from '../../src/facts/known.ts'
import { openServer } from '../../src/lookup/server.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'

const opened = (server: string, caFile?: string, repository = '/checkout') => {
  const onPrompt = vi.fn(async () => {})
  const onEnd = vi.fn(async () => {})
  const signIn = { onPrompt, onEnd, mask: () => {}, signal: new AbortController().signal }
  return {
    onPrompt,
    client: openServer(known({ server, caFile, repository }), { email: 'owner@example.com' }, signIn),
  }
}

it.each(['https://medperf.hospital.example', 'medperf.hospital.example', 'https://api.medperf.org.example'])(
  'nobody is asked to sign in at MedPerf for another server: %s would get the token',
  async (server) => {
    const { client, onPrompt } = opened(server)
    await expect(client).rejects.toMatchObject({
      kind: 'login',
      message: expect.stringMatching(
        /nobody can sign in to https:\/\/\S+ from here: .*https:\/\/api\.medperf\.org alone/,
      ),
      hint: expect.stringContaining('`medperf-token`'),
    })
    expect(onPrompt).not.toHaveBeenCalled()
  },
)

it('what is no address of a server is told before anybody is asked', async () => {
  const { client, onPrompt } = opened('http://medperf.hospital.example')
  await expect(client).rejects.toMatchObject({
    kind: 'input',
    message: expect.stringContaining('is plain http'),
  })
  expect(onPrompt).not.toHaveBeenCalled()
})

describe('a file of an authority that is none is told before anybody is asked', () => {
  test.each([
    ['missing.pem', 'it is not there (ENOENT)'],
    ['.', 'it is no regular file'],
    ['key.pem', 'there is no certificate in it'],
    ['key.pem/ca.pem', 'a part of the path is a file (ENOTDIR)'],
    ['circle', 'its links lead in a circle (ELOOP)'],
    ['/dev/zero', 'it is no regular file'],
  ])('%s', async (path, why) => {
    await using folder = await tempFolder()
    writeFileSync(join(folder.path, 'key.pem'), '-----BEGIN PRIVATE KEY-----')
    symlinkSync('circle', join(folder.path, 'circle'))
    const { client, onPrompt } = opened('https://api.medperf.org', path, folder.path)
    await expect(client).rejects.toMatchObject({
      kind: 'input',
      message: `the file of the input ca-file, \`${path}\`, cannot be used: ${why}`,
      hint: expect.stringContaining('-----BEGIN CERTIFICATE-----'),
    })
    expect(onPrompt).not.toHaveBeenCalled()
  })
})
