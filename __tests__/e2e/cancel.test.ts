import { expect, test } from 'vitest'
import { runTiny, type TinyResult } from '../support/tiny.ts'

/** None of them ends by itself before a test does. Of what runs side by side the log shows the sanity check first. */
const SLOW = {
  prepare: 'trap "" TERM INT; echo preparing; sleep 1; cp /in/* /out/data/; cp /in-labels/* /out/labels/',
  sanity_check: 'trap "" TERM INT; while true; do echo checking; sleep 1; done',
  infer: 'trap "" TERM INT; mkdir /predictions/deep; chmod 700 /predictions/deep; echo inferring; sleep 600',
  statistics: 'echo counting; sleep 600',
}

/** In the log some seconds after the three started; the others are shown only when it has ended. */
const THREE = /(checking\s+){4}/

const isClean = (run: TinyResult) => {
  expect(run.left).toEqual([])
  expect(run.comments).toEqual([])
  expect(run.report).toBeUndefined()
  expect(run.post.code).toBe(0)
}

test.each([
  ['before anything happens', 1],
  ['while it starts', 150],
  ['during prepare', /preparing/],
  ['while three containers run', THREE],
] as const)(
  'cancelled %s it ends in time and leaves nothing',
  { timeout: 120_000 },
  async (_, signalAfter) => {
    const run = await runTiny({ scripts: SLOW, signalAfter })
    isClean(run)
    expect(run.code).not.toBe(0)
    expect(run.signal).not.toBe('SIGKILL')
  },
)

test('killed at once, post removes what is left', async () => {
  const run = await runTiny({ scripts: SLOW, signalAfter: THREE, kill: true })
  expect(run.signal).toBe('SIGKILL')
  isClean(run)
})

const ROUNDS = 50

test(`cancelled at ${ROUNDS} moments it leaves no container and no file`, { timeout: 600_000 }, async () => {
  const span = 3_000
  const moments = Array.from({ length: ROUNDS }, (_, at) => Math.round((at * span) / ROUNDS))
  const left: unknown[] = []
  const work = async () => {
    for (let after = moments.pop(); after !== undefined; after = moments.pop()) {
      const run = await runTiny({ scripts: { ...SLOW, infer: 'sleep 1' }, signalAfter: after })
      if (run.left.length > 0 || run.post.code !== 0 || run.signal === 'SIGKILL')
        left.push({ after, left: run.left, post: run.post.code, signal: run.signal })
    }
  }
  await Promise.all([work(), work()])
  expect(left).toEqual([])
})
