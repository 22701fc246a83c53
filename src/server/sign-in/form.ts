import type { Dispatcher } from 'undici'
import * as z from 'zod'
import { MedPerfError } from '../../facts/error.ts'
import { networkError } from '../../net/network.ts'
import { plainLine } from '../../words/text.ts'

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
  return async (url, form) => {
    const { request } = await import('undici')
    const method = form === undefined ? 'GET' : 'POST'
    try {
      const { statusCode, body } = await request(url, {
        method,
        dispatcher,
        headers: {
          accept: 'application/json',
          'user-agent': 'medperf-benchmark-action',
          ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        },
        signal: AbortSignal.timeout(TIMEOUT),
        ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
      })
      return { status: statusCode, json: parse(await readText(body)) }
    } catch (error) {
      throw error instanceof MedPerfError ? error : networkError(method, url.href, error)
    }
  }
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > LARGEST) throw new MedPerfError('login', 'the sign-in server sends far more than an answer')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const ErrorSchema = z.object({ error: z.string(), error_description: z.string().optional() })

/** The error code of an OAuth answer and its words for people (RFC 6749, 5.2). */
export function loginErrorOf(answer: LoginAnswer): { readonly code: string; readonly words: string } {
  const parsed = ErrorSchema.safeParse(answer.json)
  if (!parsed.success) return { code: 'unknown', words: `HTTP ${answer.status}` }
  const { error, error_description: description } = parsed.data
  return { code: error, words: plainLine(description ?? error, 200) }
}
