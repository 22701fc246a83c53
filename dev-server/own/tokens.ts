import { localEmail, localToken, localUsers } from '../auth/mint.ts'
import type { OwnKey } from '../auth/own-key.ts'
import { type Answer, jsonAnswer } from '../http/answer.ts'
import type { Incoming } from '../http/call.ts'
import { decode } from '../http/query.ts'

const FOLDER = '/mock_tokens/'

/**
 * Local tokens for this machine only: `/mock_tokens/tokens.json` holds those of the usual people by e-mail address, as the
 * file in MedPerf's repository does, and `/mock_tokens/<name>.json` that of any one. Null for every other request.
 */
export async function answerTokens(key: OwnKey, { method, target, local }: Incoming): Promise<Answer | null> {
  if (method !== 'GET' || !local || !target.startsWith(FOLDER) || !target.endsWith('.json')) return null
  const name = decode(target.slice(FOLDER.length, -'.json'.length))
  const users = name === 'tokens' ? localUsers : [name]
  const tokens = users.map(async (user) => [localEmail(user), await localToken(key, user)] as const)
  return jsonAnswer(200, Object.fromEntries(await Promise.all(tokens)))
}
