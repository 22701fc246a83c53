import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eras } from '../../dev-server/era.ts'
import type { DevServer } from '../../dev-server/options.ts'
import { startDevServer } from '../../dev-server/server.ts'
import { differences } from './compare.ts'
import { exchangesOf, send } from './exchange.ts'
import { type TestTokens, testTokens } from './test-tokens.ts'

const RESET = '/reset'

describe.each(eras)('the dev server answers as the real server of the %s era did', (era) => {
  let server: DevServer
  let known: TestTokens

  beforeAll(async () => {
    known = await testTokens()
    server = await startDevServer({ era, port: 0, publicKey: known.publicKey, resetPath: RESET })
  })

  afterAll(() => server.close())

  test.each(exchangesOf(era))('$scenario', async ({ setup, steps }) => {
    const reset = await fetch(`${server.url}${RESET}`, { method: 'POST', body: JSON.stringify(setup) })
    expect(reset.status).toBe(204)
    const different: string[] = []
    for (const [index, step] of steps.entries()) {
      const answer = await send(server.url, step, known.tokens)
      const found = differences(step, answer, server.url)
      if (found.length > 0) different.push(`step ${index}, ${step.method} ${step.path}: ${found.join('; ')}`)
    }
    expect(different).toEqual([])
  })
})
