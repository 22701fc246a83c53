import { expect, test } from 'vitest'
import { descendants } from '../../../src/engines/usage/processes.ts'

test('a chain of as many processes as a machine can have is followed to its end', () => {
  const most = 200_000
  const chain = descendants(0, (pid) => (pid < most ? [pid + 1] : []))
  expect(chain).toHaveLength(most)
  expect(chain.at(-1)).toBe(most)
})

test('as many beside each other are found too, and who started one comes before it', () => {
  const found = descendants(0, (pid) => {
    if (pid === 0) return Array.from({ length: 200_000 }, (_, at) => at + 1)
    return pid < 1_000 ? [pid + 1_000_000] : []
  })
  expect(found).toHaveLength(200_999)
  expect(found.indexOf(7)).toBeLessThan(found.indexOf(1_000_007))
})
