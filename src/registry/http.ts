import { ExpectedError, readCode } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { createSend, LargeAnswer, NoAnswer, type Reply } from '../net/client.ts'
import { createDispatcher } from '../net/dispatcher.ts'
import { createAddressGuard } from '../net/guard.ts'
import { followEncrypted, RefusedRedirect } from '../net/redirect.ts'
import { readRetryAfter } from '../net/retry-after.ts'
import { USER_AGENT } from '../net/stream.ts'
import { explainFileTrouble } from '../net/trouble.ts'
import { showUrl } from '../words/url.ts'

export interface HttpOptions {
  readonly signal?: AbortSignal
  /** Milliseconds before each further try of what may pass. */
  readonly pauses?: readonly number[]
}

export interface Http extends AsyncDisposable {
  /** Rejects with an ExpectedError of kind `unreachable` or `registry` where there is no answer that can be read. */
  ask(
    method: 'GET' | 'HEAD',
    url: URL,
    headers: Readonly<Record<string, string>>,
    pauses?: readonly number[],
  ): Promise<Reply>
}

const PAUSES = [1_000, 4_000] as const
const LONGEST_PAUSE = 30_000
const TIMEOUT = 60_000
const MOST_REDIRECTS = 5
/** Bytes of a manifest that a registry has to take at most (OCI distribution specification). */
const LARGEST = 4 * 1024 * 1024

/**
 * Asks the registry at `host`, and whom it sends us to, for small answers, by way of the runner's proxies, and again where the
 * trouble may pass.
 */
export async function openHttp(
  host: string,
  { signal, pauses: usual = PAUSES }: HttpOptions = {},
): Promise<Http> {
  // A registry may be private, as engines may ask it; one of everybody has no business with what is.
  const guard = createAddressGuard(
    known({ reach: 'public' as const, home: URL.parse(`https://${host}`)?.hostname }),
  )
  const dispatcher = await createDispatcher({ guard })
  const redirects = { rule: followEncrypted, most: MOST_REDIRECTS }
  const settings = { dispatcher, guard, signal, timeout: TIMEOUT, largest: LARGEST, redirects, mayPass, wait }
  const send = createSend(known(settings))
  return {
    ask: (method, url, headers, pauses = usual) =>
      send({ method, url, headers: { 'user-agent': USER_AGENT, ...headers }, pauses }).catch(
        (error: unknown) => {
          throw putInWords(url, error)
        },
      ),
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  }
}

const mayPass = (cause: unknown) => explainFileTrouble(cause).passes

function wait({ headers }: Reply, planned: number): number {
  const asked = readRetryAfter(headers.get('retry-after') ?? undefined, Date.now())
  return Math.min(Math.max(asked, planned), LONGEST_PAUSE)
}

function putInWords(start: URL, error: unknown): unknown {
  if (error instanceof RefusedRedirect) return explainRedirect(error)
  if (error instanceof LargeAnswer) {
    return new ExpectedError('registry', `${showUrl(error.url)} answers with more than ${LARGEST} bytes`, {
      hint: 'Check the name of the registry in `image`: what answers there is none, or holds more than a manifest may be.',
    })
  }
  if (!(error instanceof NoAnswer)) return error
  const { cause } = error
  const { why, hint } = explainFileTrouble(cause)
  const dns = explainDns(cause)
  if (dns !== undefined)
    return new ExpectedError('unreachable', `this machine cannot reach the registry ${start.host}: ${dns}`, {
      code: 'registry-unknown',
      hint: UNKNOWN,
      cause,
    })
  return new ExpectedError('unreachable', `${start.host} cannot be reached: ${why}`, { hint, cause })
}

const UNKNOWN =
  'Check the DNS, the network and the proxies of this machine; and, where the registry is not a known one, its name in `image`.'

function explainDns(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  return DNS[readCode(error) ?? ''] ?? explainDns(error.cause)
}

const DNS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its DNS knows no such name',
  EAI_AGAIN: 'its DNS does not answer',
}

function explainRedirect({ fault, from, to }: RefusedRedirect): ExpectedError {
  if (fault === 'endless') {
    return new ExpectedError('registry', `${showUrl(from)} redirects more than ${MOST_REDIRECTS} times`, {
      hint: 'Check the name of the registry in `image`, and the proxy where the runner’s `HTTPS_PROXY` names one.',
    })
  }
  const where = to === undefined ? 'nowhere' : showUrl(to)
  const hint = 'Only https addresses are followed.'
  return new ExpectedError('registry', `${showUrl(from)} redirects to ${where}`, { hint })
}
