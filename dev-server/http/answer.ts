import { type Json, type Loose, toJson } from '../python/json.ts'

/** What a request is answered with; without `json`, `html` and `text` the body is empty. */
export interface Answer {
  readonly status: number
  readonly json?: Json
  readonly html?: string
  /** Neither: a header says what it is. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A request that is not carried out: the answer says why. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly answer: Answer

  constructor(answer: Answer) {
    super(`refused with status ${answer.status}`)
    this.answer = answer
  }
}

/** Where the real server raises an exception that it does not catch: a 500 answer. */
export class ServerFault extends Error {
  override name = 'ServerFault'
}

/** An answer with a JSON body. */
export const jsonAnswer = (status: number, body: Loose): Answer => ({ status, json: toJson(body) })

/** A refusal with only a `detail`, as the REST framework words its own errors. */
export const detail = (status: number, text: string): Refusal =>
  new Refusal(jsonAnswer(status, { detail: text }))

/** No such row. */
export const notFound = (): Refusal => detail(404, 'Not found.')

/** Not allowed to this person. */
export const forbidden = (): Refusal => detail(403, 'You do not have permission to perform this action.')

/** A page for people: only its status says something. */
export const page = (status: number, title: string, text = ''): Answer => ({
  status,
  html: `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>\n<body><h1>${escapeHtml(title)}</h1>\n${text}</body></html>\n`,
})

/** A text as HTML shows it. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)

/** The page of an error that nothing caught. */
export function serverError(error: unknown): Answer {
  const reason = error instanceof Error ? error.message : String(error)
  return page(500, 'Server Error (500)', `<pre>${escapeHtml(reason)}</pre>\n`)
}
