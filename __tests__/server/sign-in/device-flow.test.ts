import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDevServer } from '../../../dev-server/server.ts'
import { connectServer } from '../../../src/server/client.ts'
import { type DeviceLoginOptions, signInByDevice } from '../../../src/server/sign-in/device-flow.ts'
import { fakeServer, type Reply } from '../fake-server.ts'

let server: Awaited<ReturnType<typeof startDevServer>>
beforeAll(async () => {
  server = await startDevServer({ era: 'model', port: 0, loginInterval: 0 })
})
afterAll(() => server.close())

const providerAt = (origin: string) => ({
  origin,
  clientId: 'client',
  audience: 'https://a.example/',
  issuer: `${origin}/`,
})

/** Does what a person does on the page of the link. */
const visit = async (url: string, form: Record<string, string>) => {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) })
  expect(response.status).toBe(200)
}

const login = (options: Partial<DeviceLoginOptions> = {}) =>
  signInByDevice({
    provider: providerAt(server.url),
    email: 'TestBO@example.com',
    onPrompt: ({ url }) => visit(url, { email: 'testbo@example.com', action: 'approve' }),
    sleep: async () => undefined,
    ...options,
  })

describe('the device flow', () => {
  it('gives a token that the server takes, once the announced person confirmed', async () => {
    const tokens = await login()
    expect(tokens.email).toBe('testbo@example.com')
    expect(tokens.expires.getTime()).toBeGreaterThan(Date.now())
    await using client = await connectServer({ server: server.url, token: tokens.accessToken })
    expect(await client.me()).toMatchObject({ email: 'testbo@example.com' })
  })

  it('shows link, code and end before it waits', async () => {
    const prompts: unknown[] = []
    await login({
      async onPrompt(prompt) {
        prompts.push(prompt)
        await visit(prompt.url, { email: 'testbo@example.com', action: 'approve' })
      },
    })
    expect(prompts).toEqual([
      {
        url: expect.stringMatching(/\/activate\?user_code=/),
        code: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
        expires: expect.any(Date),
      },
    ])
  })

  it('waits while nobody confirmed', async () => {
    let polls = 0
    let link = ''
    await login({
      onPrompt: async ({ url }) => {
        link = url
      },
      sleep: async () => {
        polls += 1
        if (polls === 3) await visit(link, { email: 'testbo@example.com', action: 'approve' })
      },
    })
    expect(polls).toBe(3)
  })

  it('refuses whoever else opens the link first, and keeps no token of them', async () => {
    const failed = login({
      onPrompt: ({ url }) => visit(url, { email: 'mallory@example.com', action: 'approve' }),
    })
    await expect(failed).rejects.toMatchObject({
      kind: 'login',
      message: expect.stringContaining('somebody else'),
    })
  })

  it('ends when the person refuses', async () => {
    const failed = login({ onPrompt: ({ url }) => visit(url, { action: 'deny' }) })
    await expect(failed).rejects.toMatchObject({
      kind: 'login',
      message: expect.stringContaining('cancelled'),
    })
  })

  it('ends when nobody confirms in time', async () => {
    let now = Date.now()
    const failed = login({
      onPrompt: async () => undefined,
      now: () => new Date(now),
      sleep: async () => {
        now += 400_000
      },
    })
    await expect(failed).rejects.toMatchObject({
      kind: 'login',
      hint: expect.stringContaining('before the code expires'),
    })
  })

  it('ends with the reason of a run that is cancelled, in the middle of a pause', async () => {
    const cancel = new AbortController()
    const slow = await startDevServer({ era: 'model', port: 0, loginInterval: 60 })
    const waiting = signInByDevice({
      provider: providerAt(slow.url),
      email: 'testbo@example.com',
      onPrompt: async () => void setTimeout(() => cancel.abort(new Error('cancelled')), 50),
      signal: cancel.signal,
    })
    await expect(waiting).rejects.toThrow('cancelled')
    await slow.close()
  })

  it('asks over https only', async () => {
    await expect(login({ provider: providerAt('http://auth.example') })).rejects.toMatchObject({
      kind: 'input',
    })
  })
})

describe('the device flow with an odd server', () => {
  const device = {
    device_code: 'device-secret',
    user_code: 'ABCD',
    verification_uri_complete: 'https://auth.example/activate',
    expires_in: 900,
    interval: 5,
  }

  async function against(polls: readonly Reply[], first: Reply = { json: device }) {
    await using fake = await fakeServer(({ path }, index) => {
      if (path === '/oauth/device/code') return first
      return polls[Math.min(index - 1, polls.length - 1)] ?? {}
    })
    const pauses: number[] = []
    const error: unknown = await signInByDevice({
      provider: providerAt(fake.url),
      email: 'a@b.example',
      onPrompt: async () => undefined,
      sleep: async (milliseconds) => void pauses.push(milliseconds / 1_000),
    }).catch((caught: unknown) => caught)
    return { error: error as Error & { readonly hint?: string }, pauses, seen: fake.seen }
  }

  const PENDING: Reply = { status: 403, json: { error: 'authorization_pending', error_description: 'wait' } }
  const SLOW: Reply = { status: 429, json: { error: 'slow_down' } }
  const END: Reply = { status: 403, json: { error: 'expired_token', error_description: 'It is over' } }

  it('sends what docs/medperf.md 9.2 says, as a form', async () => {
    const { seen } = await against([END])
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
      client_id: 'client',
      audience: 'https://a.example/',
      scope: 'offline_access openid email',
    })
    expect(Object.fromEntries(new URLSearchParams(seen[1]?.body))).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: 'device-secret',
      client_id: 'client',
    })
  })

  it('polls more slowly when it is asked to, and goes on after a broken poll', async () => {
    const { pauses, error } = await against([PENDING, SLOW, PENDING, { cut: true }, END])
    expect(pauses).toEqual([5, 5, 10, 10, 10])
    expect(error).toMatchObject({ kind: 'login', message: 'login failed: It is over' })
  })

  it.each<[string, readonly Reply[], Reply | undefined, string]>([
    ['too many requests', [], { status: 429, json: { error: 'too_many_requests' } }, 'too many requests'],
    ['no JSON', [], { text: '<h1>hi</h1>' }, 'HTTP 200'],
    [
      'a link that is none',
      [],
      { json: { ...device, verification_uri_complete: 'javascript:alert(1)' } },
      'login failed',
    ],
    ['tokens missing', [{ json: { access_token: 'top-secret' } }], undefined, 'holds no tokens'],
    ['an unknown error', [{ status: 400, json: { error: 'invalid_grant' } }], undefined, 'invalid_grant'],
    ['an error without words', [{ status: 500, text: 'oops' }], undefined, 'HTTP 500'],
  ])('ends in plain words: %s', async (_what, polls, first, words) => {
    const { error } = await against(polls, first)
    expect(error).toMatchObject({ kind: 'login', message: expect.stringContaining(words) })
    expect(`${error.message}${error.hint}`).not.toMatch(/secret/)
  })
})
