import { randomUUID } from 'node:crypto'
import type { Octokit as Core } from '@octokit/core'
import type { PaginateInterface } from '@octokit/plugin-paginate-rest'
import type { Api } from '@octokit/plugin-rest-endpoint-methods'
import type { Dispatcher } from 'undici'
import { createDispatcher } from '../net/dispatcher.ts'
import { explainProxyTrouble } from '../net/trouble.ts'

/** Seconds that one request may take, and that a rate limit may make us wait for its next try. */
const REQUEST = 30
const PATIENCE = 60
const RETRIES = 2

type Octokit = Core & Api & { readonly paginate: PaginateInterface }

/** GitHub's API under one token. */
export interface GitHub {
  readonly rest: Octokit['rest']
  readonly paginate: Octokit['paginate']
  /** Whose the token is, as comments name their author; undefined where GitHub does not tell. Never throws. */
  login(): Promise<string | undefined>
  /** Waits before another try. */
  pause(seconds: number): Promise<void>
}

export interface GitHubOptions {
  readonly token: string
  /** Base of the REST API: `https://api.github.com`. */
  readonly apiUrl: string
  /** Milliseconds that a second of waiting takes; tests are in a hurry. */
  readonly second?: number
}

/**
 * Opens the API. Lost connections and 5xx are tried again, rate limits are waited for where the wait is short, and
 * proxies are those of the runner.
 */
export async function openGitHub({ token, apiUrl, second = 1_000 }: GitHubOptions): Promise<GitHub> {
  const [{ Octokit: Base }, { restEndpointMethods }, { paginateRest }, { retry }, { throttling }] =
    await Promise.all([
      import('@octokit/core'),
      import('@octokit/plugin-rest-endpoint-methods'),
      import('@octokit/plugin-paginate-rest'),
      import('@octokit/plugin-retry'),
      import('@octokit/plugin-throttling'),
    ])
  const patient = (after: number, _options: unknown, _octokit: unknown, tries: number) =>
    after <= PATIENCE && tries < RETRIES
  const common = {
    auth: `token ${token}`,
    baseUrl: apiUrl,
    log: SILENT,
    retry: {
      retryAfterBaseValue: second,
      doNotRetry: [400, 401, 403, 404, 407, 409, 410, 413, 422, 429, 451],
    },
    request: { fetch: await openFetch() },
  }
  const limits = {
    onRateLimit: patient,
    onSecondaryRateLimit: patient,
    retryAfterBaseValue: second,
    id: randomUUID(),
  }
  const Client = Base.plugin(restEndpointMethods, paginateRest, nameLimits, nameProxies, retry, throttling)
  const octokit = new Client({ ...common, throttle: limits })
  // The plugin paces GraphQL like content that is created; one question should not delay the comment after it.
  const unpaced = new Client({ ...common, throttle: { enabled: false } })
  let login: Promise<string | undefined> | undefined
  return {
    rest: octokit.rest,
    paginate: octokit.paginate,
    login: () => (login ??= askLogin(unpaced)),
    pause: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * second)),
  }
}

// The throttling plugin knows a limit by its words; a proxy or an older server may only send the header.
function nameLimits({ hook }: Pick<Octokit, 'hook'>): Record<string, never> {
  hook.error('request', (error) => {
    const { response, status } = error as {
      response?: { headers?: Record<string, unknown> }
      status?: number
    }
    const isLimit = status === 429 || (status === 403 && response?.headers?.['retry-after'] !== undefined)
    const isNamed =
      /secondary rate/i.test(error.message) || response?.headers?.['x-ratelimit-remaining'] === '0'
    if (!isLimit || isNamed) throw error
    throw Object.assign(error, { message: `secondary rate limit: ${error.message}` })
  })
  return {}
}

/** A proxy that is none, or is not there, is no better a moment later. */
function nameProxies({ hook }: Pick<Octokit, 'hook'>): Record<string, never> {
  hook.error('request', (error) => {
    const trouble = explainProxyTrouble(error)
    if (trouble === undefined) throw error
    throw Object.assign(error, { message: trouble.why, status: 407 })
  })
  return {}
}

const nothing = () => {}
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing }

/** What octokit sends by: each request has its time, and a connection of its own, which is over with it. */
async function openFetch(): Promise<typeof globalThis.fetch> {
  const [{ fetch }, dispatcher] = await Promise.all([import('undici'), createDispatcher({ isShort: true })])
  const send = fetch as unknown as (
    url: unknown,
    options: Omit<RequestInit, 'dispatcher'> & { readonly dispatcher: Dispatcher },
  ) => Promise<Response>
  return (url, options) => {
    const timeout = AbortSignal.timeout(REQUEST * 1_000)
    const signal = options?.signal == null ? timeout : AbortSignal.any([options.signal, timeout])
    return send(url, { ...options, signal, dispatcher })
  }
}

// The job's own token may not ask REST who it is, a personal one may ask both.
async function askLogin(octokit: Octokit): Promise<string | undefined> {
  try {
    const { viewer } = await octokit.graphql<{ viewer?: { login?: string } }>('query { viewer { login } }')
    if (typeof viewer?.login === 'string') return viewer.login
  } catch {
    // A server without GraphQL, or a token that may not use it.
  }
  try {
    const { data } = await octokit.rest.users.getAuthenticated({ request: { retries: 0 } })
    return typeof data.login === 'string' ? data.login : undefined
  } catch {
    return undefined
  }
}
