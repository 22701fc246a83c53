import { readdirSync, readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import type { Era } from '../../dev-server/era.ts'

/** A recorded request and the answer of a real MedPerf server; tokens, times and hosts are replaced by placeholders. */
export interface Step {
  /** A user, null for nobody, or `raw:` and the header's text, in which `{user}` stands for a token. */
  readonly as: string | null
  readonly method: string
  readonly path: string
  /** Null takes a usual header away. */
  readonly headers?: Readonly<Record<string, string | null>>
  readonly body?: unknown
  readonly rawBody?: string
  readonly status: number
  readonly response: unknown
  readonly responseHeaders?: Readonly<Record<string, string>>
  /** The rows have no defined order. */
  readonly unordered?: boolean
  /** Only the recorded keys of each object count. */
  readonly partial?: boolean
  readonly notes?: string
}

/** A recorded scenario. */
export interface Exchange {
  readonly scenario: string
  readonly setup: unknown
  readonly steps: readonly Step[]
}

/** What came back. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

const FOLDER = new URL('../fixtures/exchanges/', import.meta.url)

/** The recorded scenarios of an era. */
export const exchangesOf = (era: Era): readonly Exchange[] =>
  readdirSync(new URL(`${era}/`, FOLDER))
    .sort()
    .map((name) => JSON.parse(readFileSync(new URL(`${era}/${name}`, FOLDER), 'utf8')))

const agent = new Agent({ keepAlive: true })

/** Sends a request as it was recorded, redirects not followed. */
export function send(url: string, step: Step, tokens: ReadonlyMap<string, string>): Promise<Answer> {
  const body = bodyOf(step)
  const headers = headersOf(step, body, tokens)
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const call = request(
      { hostname, port, path: step.path, method: step.method, headers, agent },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text })
        })
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

function bodyOf(step: Step): string | undefined {
  if (step.rawBody !== undefined) return step.rawBody
  return 'body' in step ? JSON.stringify(step.body) : undefined
}

function headersOf(step: Step, body: string | undefined, tokens: ReadonlyMap<string, string>) {
  const usual: Record<string, string | number> = { accept: 'application/json', 'x-forwarded-proto': 'https' }
  const authorization = authorizationOf(step.as, tokens)
  if (authorization !== undefined) usual['authorization'] = authorization
  if (body !== undefined) usual['content-type'] = 'application/json'
  if (step.method !== 'GET' || body !== undefined) usual['content-length'] = Buffer.byteLength(body ?? '')
  for (const [name, value] of Object.entries(step.headers ?? {})) {
    if (value === null) delete usual[name.toLowerCase()]
    else usual[name.toLowerCase()] = value
  }
  return usual
}

function authorizationOf(as: string | null, tokens: ReadonlyMap<string, string>): string | undefined {
  if (as === null) return undefined
  const tokenOf = (user: string): string => {
    const token = tokens.get(user)
    if (token === undefined) throw new Error(`no token for ${user}`)
    return token
  }
  if (!as.startsWith('raw:')) return `Bearer ${tokenOf(as)}`
  return as.slice('raw:'.length).replaceAll(/\{([^{}]+)\}/g, (_, user: string) => tokenOf(user))
}
