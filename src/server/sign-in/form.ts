import type { Dispatcher } from 'undici'
import * as z from 'zod'
import { ExpectedError } from '../../facts/error.ts'
import { known } from '../../facts/known.ts'
import { type Ask, createSend, LargeAnswer, NoAnswer, parseBody } from '../../net/client.ts'
import { USER_AGENT } from '../../net/stream.ts'
import { plainLine } from '../../words/text.ts'
import { createNetworkError } from '../network-error.ts'

const TIMEOUT = 30_000
const LARGEST = 1024 * 1024

/** An answer of the sign-in server: its status and its JSON, whatever that is. */
export interface LoginAnswer {
  readonly status: number
  readonly json: unknown
}

export type LoginRequest = (url: URL, form?: Readonly<Record<string, string>>) => Promise<LoginAnswer>

/** Sends forms to, and reads documents from, the sign-in server; nothing of a request or answer is ever in an error. */
export function createLoginRequest(dispatcher: Dispatcher): LoginRequest {
  const send = createSend({ dispatcher, timeout: TIMEOUT, largest: LARGEST })
  return async (url, form) => {
    const method: Ask['method'] = form === undefined ? 'GET' : 'POST'
    const headers = known({
      accept: 'application/json',
      'user-agent': USER_AGENT,
      'content-type': form === undefined ? undefined : 'application/x-www-form-urlencoded',
    })
    const body = form === undefined ? undefined : new URLSearchParams(form).toString()
    const reply = await send(known({ method, url, headers, body })).catch((error: unknown) => {
      throw putInWords(error, method)
    })
    return { status: reply.status, json: parseBody(reply.body) }
  }
}

function putInWords(error: unknown, method: string): unknown {
  if (error instanceof NoAnswer) return createNetworkError(method, error)
  if (!(error instanceof LargeAnswer)) return error
  return new ExpectedError('login', 'the sign-in server sends far more than an answer', {
    hint: 'Check `server`, and the proxy where the runner’s `HTTPS_PROXY` names one; or give `medperf-token`.',
  })
}

const ErrorSchema = z.object({ error: z.string(), error_description: z.string().optional() })

/** The error code of an OAuth answer and its words for people (RFC 6749, 5.2). */
export function readLoginError(answer: LoginAnswer): { readonly code: string; readonly words: string } {
  const parsed = ErrorSchema.safeParse(answer.json)
  if (!parsed.success) return { code: 'unknown', words: `HTTP ${answer.status}` }
  const { error, error_description: description } = parsed.data
  return { code: error, words: plainLine(description ?? error, 200) }
}
