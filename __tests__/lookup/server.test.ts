import { expect, it, vi } from 'vitest'
import { openServer } from '../../src/lookup/server.ts'

const opened = (server: string) => {
  const onPrompt = vi.fn(async () => {})
  const onEnd = vi.fn(async () => {})
  const signIn = { onPrompt, onEnd, mask: () => {}, signal: new AbortController().signal }
  return { onPrompt, client: openServer({ server }, { email: 'owner@example.com' }, signIn) }
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
