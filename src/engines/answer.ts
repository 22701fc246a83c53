import { parsePlainJson } from '../yaml/json.ts'

/** What a client wrote as JSON; undefined where it is none, or holds more values than any answer should. */
export function parseAnswer(text: string): unknown {
  try {
    return parsePlainJson(text)
  } catch {
    return undefined
  }
}
