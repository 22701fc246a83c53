import { answerJson } from '../python/write-json.ts'
import { type Answer, page, serverError } from './answer.ts'

/** An answer as it goes out. */
export interface Written {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** An answer with its body as text. Where it has no JSON form it is a 500 page, though what was kept stays kept. */
export function written(given: Answer): Written {
  try {
    return write(given)
  } catch (error) {
    return write(serverError(error))
  }
}

/** What is said to a body that is too large to be read. */
export const tooLarge = (): Written => write(page(413, 'Request body too large'))

function write(given: Answer): Written {
  const isJson = given.json !== undefined
  return {
    status: given.status,
    headers: { 'Content-Type': isJson ? 'application/json' : 'text/html; charset=utf-8', ...given.headers },
    text: given.json === undefined ? (given.text ?? given.html ?? '') : answerJson(given.json),
  }
}
