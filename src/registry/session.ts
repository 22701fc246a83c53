import * as z from 'zod'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { parseBody, type Reply } from '../net/client.ts'
import { isEncrypted } from '../net/redirect.ts'
import { isLoopback } from '../words/loopback.ts'
import { showUrl } from '../words/url.ts'
import type { Http } from './http.ts'
import type { Reference } from './reference.ts'

/** One repository of a registry, read as a stranger. */
export interface Session {
  /** `path` is below `/v2/<repository>/`; a reply of 401 is final: the registry gives strangers no token. */
  ask(method: 'GET' | 'HEAD', path: string, accept: string): Promise<Reply>
}

/** The body of a token server's answer; the two names mean the same. */
const TokenSchema = z.looseObject({
  token: z.string().max(100_000).optional(),
  access_token: z.string().max(100_000).optional(),
})

/**
 * Opens a repository without credentials: where the registry wants a token, one for strangers is fetched from where it says.
 * A registry on this machine may speak plain http, as for Docker; no other may.
 */
export function openSession({ host, repository }: Reference, http: Http): Session {
  const base = baseOf(host, http)
  let token: string | undefined
  let hasAsked = false
  return {
    async ask(method, path, accept) {
      const url = new URL(`/v2/${repository}/${path}`, await base)
      const send = () =>
        http.ask(
          method,
          url,
          known({ accept, authorization: token === undefined ? undefined : `Bearer ${token}` }),
        )
      const reply = await send()
      if (reply.status !== 401 || hasAsked) return reply
      hasAsked = true
      token = await fetchToken(reply, url, repository, http)
      return token === undefined ? reply : send()
    },
  }
}

async function baseOf(host: string, http: Http): Promise<URL> {
  const https = URL.parse(`https://${host}`)
  if (https === null) {
    throw new ExpectedError('input', `\`${host}\` is no address of a registry`, {
      hint: 'Correct the part of `image` before its first slash.',
    })
  }
  if (!isLoopback(https)) return https
  return http.ask('GET', new URL('/v2/', https), {}, []).then(
    () => https,
    () => new URL(`http://${host}`),
  )
}

/** A token for strangers; undefined where there is none, which is what private repositories come to. */
async function fetchToken(
  reply: Reply,
  url: URL,
  repository: string,
  http: Http,
): Promise<string | undefined> {
  const challenge = readChallenge(reply.headers.get('www-authenticate') ?? '')
  if (challenge === undefined) return undefined
  const realm = URL.parse(challenge['realm'] ?? '')
  if (realm === null || !isEncrypted(realm, url)) {
    throw new ExpectedError(
      'registry',
      `${url.host} wants a token from ${showUrl(challenge['realm'] ?? 'nowhere')}, which is not an https address`,
      {
        hint: 'Use a registry that gives its tokens over https: anybody on the way could exchange the image.',
      },
    )
  }
  if (challenge['service'] !== undefined) realm.searchParams.set('service', challenge['service'])
  realm.searchParams.set('scope', challenge['scope'] ?? `repository:${repository}:pull`)
  const { status, body } = await http.ask('GET', realm, { accept: 'application/json' })
  if (status === 401 || status === 403) return undefined
  const found = status === 200 ? TokenSchema.safeParse(parseBody(body)).data : undefined
  const token = found?.token ?? found?.access_token
  if (token !== undefined && /^[\x21-\x7e]+$/.test(token)) return token
  throw new ExpectedError('registry', `${showUrl(realm)} gives no token (HTTP ${status})`, {
    hint: 'Run the job again later.',
    status,
  })
}

/** The parameters of a Bearer challenge (RFC 6750, 3), which may stand beside others. */
export function readChallenge(header: string): Readonly<Record<string, string>> | undefined {
  const parameters = /(?:^|,\s*)Bearer\s+(.*)/is.exec(header)?.[1]
  if (parameters === undefined) return undefined
  const pairs = parameters.matchAll(/([a-z_]{1,50})\s{0,5}=\s{0,5}(?:"([^"]*)"|([^\s,"]+))/gi)
  return Object.fromEntries(
    Array.from(pairs, ([, name = '', quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? '']),
  )
}
