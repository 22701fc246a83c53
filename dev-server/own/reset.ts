import { type Answer, jsonAnswer } from '../http/answer.ts'
import type { Home, Incoming } from '../http/call.ts'
import { parseJsonBytes } from '../python/parse-json.ts'
import { resetTo } from '../seed/reset.ts'

/** Brings the server to the `setup` in the body of a POST to the reset path; null for every other request. */
export function answerReset(home: Home, path: string | undefined, incoming: Incoming): Answer | null {
  if (path === undefined || incoming.method !== 'POST' || incoming.target !== path || !incoming.local)
    return null
  try {
    resetTo(home, parseJsonBytes(incoming.body))
    return { status: 204 }
  } catch (error) {
    return jsonAnswer(400, {
      detail: `The setup cannot be used: ${error instanceof Error ? error.message : error}`,
    })
  }
}
