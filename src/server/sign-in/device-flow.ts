import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { ExpectedError } from '../../facts/error.ts'
import { createDispatcher } from '../../net/dispatcher.ts'
import { isLoopback } from '../../words/loopback.ts'
import { plainLine } from '../../words/text.ts'
import { createLoginRequest, type LoginRequest, readLoginError } from './form.ts'
import type { LoginProvider } from './provider.ts'

/** What a person needs to confirm a sign-in. */
export interface LoginPrompt {
  /** The page to open; it knows the code already. */
  readonly url: string
  readonly code: string
  readonly expires: Date
}

/** Secrets: to be masked before anything else is done with them. */
export interface LoginTokens {
  readonly accessToken: string
  readonly expires: Date
  readonly email: string
}

export interface DeviceLoginOptions {
  readonly provider: LoginProvider
  /** The e-mail that must come back; without it whoever opens the link first would become the owner. */
  readonly email: string
  /** Called once, as soon as link and code are known. */
  readonly onPrompt: (prompt: LoginPrompt) => Promise<void>
  /** Ends the wait; its reason is thrown. */
  readonly signal?: AbortSignal
  readonly sleep?: (milliseconds: number) => Promise<void>
  readonly now?: () => Date
}

const DeviceSchema = z.object({
  device_code: z.string().min(1).max(2_000),
  user_code: z.string().min(1).max(100),
  verification_uri_complete: z.url({ protocol: /^https?$/ }).max(2_000),
  expires_in: z.number().min(1).max(86_400).default(900),
  interval: z.number().min(0).max(600).default(5),
})

const TokensSchema = z.object({
  access_token: z.string().min(1),
  id_token: z.string().min(1),
  expires_in: z.number().min(0),
})

/** Seconds that RFC 8628, 3.5 adds when the server finds the polling too fast. */
const SLOWER = 5

/** Signs in through a browser elsewhere (RFC 8628, docs/medperf.md 9.2) and waits for it; throws kind `login`. */
export async function signInByDevice(options: DeviceLoginOptions): Promise<LoginTokens> {
  const { provider } = options
  const origin = new URL(provider.origin)
  if (origin.protocol !== 'https:' && !isLoopback(origin)) {
    throw new ExpectedError('input', 'the sign-in server must be asked over https', {
      hint: 'Give the https address of the server as `server`.',
    })
  }
  const dispatcher = await createDispatcher()
  try {
    return await login(options, createLoginRequest(dispatcher))
  } finally {
    await dispatcher.close()
  }
}

async function login(options: DeviceLoginOptions, send: LoginRequest): Promise<LoginTokens> {
  const { provider, email, onPrompt } = options
  const now = options.now ?? (() => new Date())
  const started = now()
  const device = await askForCode(provider, send)
  const expires = new Date(started.getTime() + device.expires_in * 1_000)
  await onPrompt({ url: device.verification_uri_complete, code: plainLine(device.user_code, 50), expires })
  const tokens = await poll({ ...options, now }, send, device, expires)
  const received = now()
  const { readKeys, verifyIdToken } = await import('./id-token.ts')
  const keys = await send(new URL('/.well-known/jwks.json', provider.origin))
  const signedIn = await verifyIdToken(tokens.id_token, readKeys(keys.json), provider, received)
  if (signedIn !== email.trim().toLowerCase()) {
    throw new ExpectedError(
      'login',
      'somebody else than `login-email` signed in; their sign-in is not used',
      {
        hint: 'Open the link yourself, with the e-mail that is announced as `login-email`.',
      },
    )
  }
  return {
    accessToken: tokens.access_token,
    expires: new Date(received.getTime() + tokens.expires_in * 1_000),
    email: signedIn,
  }
}

async function askForCode(
  provider: LoginProvider,
  send: LoginRequest,
): Promise<z.infer<typeof DeviceSchema>> {
  const answer = await send(new URL('/oauth/device/code', provider.origin), {
    client_id: provider.clientId,
    audience: provider.audience,
    scope: 'offline_access openid email',
  })
  const parsed = DeviceSchema.safeParse(answer.json)
  if (answer.status === 200 && parsed.success) return parsed.data
  throw failed(answer.status, readLoginError(answer).words)
}

/** Asks until the person confirmed, refused, or the code expired. */
async function poll(
  options: DeviceLoginOptions & { readonly now: () => Date },
  send: LoginRequest,
  device: z.infer<typeof DeviceSchema>,
  expires: Date,
): Promise<z.infer<typeof TokensSchema>> {
  const { signal } = options
  const sleep =
    options.sleep ?? ((milliseconds: number) => pause(milliseconds, undefined, signal && { signal }))
  const url = new URL('/oauth/token', options.provider.origin)
  let interval = device.interval
  for (;;) {
    await sleep(interval * 1_000).catch((error: unknown) => {
      signal?.throwIfAborted()
      throw error
    })
    signal?.throwIfAborted()
    const answer = await send(url, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: device.device_code,
      client_id: options.provider.clientId,
    }).catch(brokenPoll)
    if (answer !== undefined) {
      if (answer.status === 200) return tokensOf(answer.json)
      const { code, words } = readLoginError(answer)
      if (code === 'slow_down') interval += SLOWER
      else if (code !== 'authorization_pending') throw failed(answer.status, words, code)
    }
    if (options.now() >= expires) throw failed(0, 'nobody confirmed the code in time', 'expired_token')
  }
}

/** A poll without an answer says nothing; the next one will (RFC 8628, 3.5). */
function brokenPoll(error: unknown): undefined {
  if (error instanceof ExpectedError && error.kind !== 'tls') return undefined
  throw error
}

function tokensOf(json: unknown): z.infer<typeof TokensSchema> {
  const parsed = TokensSchema.safeParse(json)
  if (parsed.success) return parsed.data
  throw new ExpectedError('login', 'the sign-in server’s answer holds no tokens', {
    hint: 'Run it again later, or give `medperf-token` in place of `login-email`.',
  })
}

const HINTS: Readonly<Record<string, string>> = {
  expired_token: 'Run it again, and open the link before the code expires.',
  access_denied:
    'Run it again and confirm. If the server knows no such user, its administrators make accounts.',
}

function failed(status: number, words: string, code = ''): ExpectedError {
  if (status === 429) {
    return new ExpectedError('login', 'login failed: too many requests', {
      hint: 'Try again in some minutes.',
    })
  }
  return new ExpectedError('login', `login failed: ${words}`, {
    hint: HINTS[code] ?? 'Run it again; if it stays, check the address of the sign-in server.',
  })
}
