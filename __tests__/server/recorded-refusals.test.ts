import { describe, expect, it } from 'vitest'
import { ERAS, type Era } from '../../src/medperf/era.ts'
import { explainAnswer } from '../../src/server/explain.ts'
import { plainLine } from '../../src/words/text.ts'
import type { Value } from '../../src/yaml/value.ts'
import { exchangesOf } from '../dev-server/exchange.ts'

/** Everything that a real server of the era refused with words, in the recorded exchanges. */
const refusalsOf = (era: Era) =>
  exchangesOf(era)
    .flatMap(({ steps }) => steps)
    .map((step) => ({ ...step, response: step.response as Value }))
    .filter(({ status, response }) => status >= 400 && status < 500 && typeof response === 'object')

/** The sentences in an answer; keys that name no field hold none. */
function sentences(value: Value): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value)
    .filter(([key]) => !['code', 'token_class', 'token_type'].includes(key))
    .flatMap(([, entry]) => sentences(entry as Value))
}

const KIND: Readonly<Record<number, string>> = { 401: 'token', 403: 'permission', 404: 'missing' }

describe.each(ERAS)('what real servers refused, %s era', (era) => {
  const refusals = refusalsOf(era)

  it('is told with method, address, status and every sentence of the server, on one line', () => {
    expect(refusals.filter(({ status }) => status === 400).length).toBeGreaterThan(100)
    for (const { method, path, status, response } of refusals) {
      const url = `https://h.example${path}`
      const error = explainAnswer({ method: method as 'POST', url, status, body: response })
      expect(error).toMatchObject({ kind: KIND[status] ?? 'refused', status, uncertain: false })
      expect(error.message.startsWith(`${method} ${url}: HTTP ${status}`)).toBe(true)
      expect(error.message.replaceAll('"{}"', '')).not.toMatch(/[\n{}]|\[object/)
      for (const words of sentences(response).slice(0, 20)) expect(error.message).toContain(plainLine(words))
    }
  })

  it.each([
    /at most one pending benchmark/,
    /with this name already exists/,
    /must make a unique set/,
    /non editable fields in Operation mode/,
    /as operational if its/,
  ])('comes with what to do about it: %s', (pattern) => {
    const known = refusals.filter(({ response }) => sentences(response).some((words) => pattern.test(words)))
    expect(known.length).toBeGreaterThan(0)
    for (const { method, path: url, status, response } of known)
      expect(explainAnswer({ method: method as 'POST', url, status, body: response }).hint).toMatch(/\w/)
  })
})
