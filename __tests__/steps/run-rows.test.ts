import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ExpectedError } from '../../src/facts/error.ts'
import { createLog } from '../../src/job/log.ts'
import type { Context } from '../../src/steps/context.ts'
import { defineRow, type Row } from '../../src/steps/row.ts'
import { runRows } from '../../src/steps/run-rows.ts'
import { type TempFolder, tempFolder } from '../../stand-ins/workspace.ts'

let folder: TempFolder
let printed: string

beforeEach(async () => {
  folder = await tempFolder()
  printed = ''
})
afterEach(() => folder[Symbol.asyncDispose]())

const contextWith = (signal = new AbortController().signal) =>
  ({
    folders: { work: folder.path, report: folder.path },
    log: createLog((text) => {
      printed += text
    }),
    signal,
  }) as unknown as Context

const image = (role: 'evaluator' | 'reference_model', work: Row['work']) =>
  defineRow({ name: `${role} image`, step: 'fetch', kind: 'get', needs: [], work: work as never })
const fails =
  (message: string, wait = 0) =>
  async () => {
    await sleep(wait)
    throw new ExpectedError('image', message, { hint: `${message}!` })
  }
const prepare = defineRow({
  name: 'prepare',
  step: 'prepare',
  kind: 'task',
  needs: ['evaluator image', 'reference_model image'],
  work: async () => ({ value: { data: 'a', labels: 'b' }, peakMemory: 7 }),
})
const sanityCheck = defineRow({
  name: 'sanity_check',
  step: 'sanity_check',
  kind: 'task',
  needs: ['prepare'],
  work: async (got) => ({ value: true, ...(got.prepare.data === 'a' ? { cpuSeconds: 1 } : {}) }),
})

const lines = () => printed.split('\n').filter((line) => line !== '' && !line.startsWith('::'))

test('rows of one step are one step, which is over before another begins', async () => {
  const rows = [
    image('reference_model', async (_, { recording }) => {
      await sleep(20)
      recording.say('the second')
      return { value: {}, peakMemory: 5 }
    }),
    image('evaluator', async (_, { recording }) => {
      recording.say('the first')
      return { value: {} }
    }),
    prepare,
    sanityCheck,
  ]
  const { steps, values } = await runRows(rows, contextWith())
  expect(steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'fetch passed',
    'prepare passed',
    'sanity_check passed',
  ])
  expect(steps[0]?.seconds).toBeGreaterThan(0.015)
  expect(steps[0]).not.toHaveProperty('peakMemory')
  expect(steps[1]).toMatchObject({ peakMemory: 7, log: 'logs/prepare.log' })
  expect(steps[2]).toMatchObject({ cpuSeconds: 1 })
  expect(values.prepare).toEqual({ data: 'a', labels: 'b' })
  expect(lines().map((line) => line.replace(/\(.*/, ''))).toEqual([
    'the first',
    'the second',
    'fetch: passed ',
    'prepare: passed ',
    'sanity_check: passed ',
  ])
})

test('all that failed is told in the order of the table, each by itself and together', async () => {
  const rows = [
    image('reference_model', fails('one', 20)),
    image('evaluator', fails('two')),
    prepare,
    sanityCheck,
  ]
  const { steps, values } = await runRows(rows, contextWith())
  expect(steps[0]).toMatchObject({
    status: 'failed',
    failure: { kind: 'image', message: 'one; two', hint: 'one!' },
    logTail: ['one', 'two'],
  })
  expect(steps.slice(1)).toEqual(
    ['prepare', 'sanity_check'].map((name) => ({
      name,
      status: 'skipped',
      seconds: 0,
      skipped: 'fetch failed',
      logTail: [],
    })),
  )
  expect(values).toEqual({})
  expect(existsSync(join(folder.path, 'logs/prepare.log'))).toBe(false)
})

test('one error of two rows is told once', async () => {
  const shared = Promise.reject(new ExpectedError('image', 'gone', { hint: 'Mend it.' }))
  shared.catch(() => {})
  const work = async () => ({ value: await shared })
  const { steps } = await runRows([image('reference_model', work), image('evaluator', work)], contextWith())
  expect(steps[0]?.failure?.message).toBe('gone')
  expect(steps[0]?.logTail).toEqual(['gone'])
})

test('a cancelled run is thrown when no row is under way, and its steps are closed', async () => {
  const stop = new AbortController()
  let isOver = false
  const rows = [
    image('reference_model', async () => {
      await sleep(30)
      isOver = true
      return { value: {} }
    }),
    image('evaluator', async () => {
      stop.abort(new Error('cancelled'))
      return { value: {} }
    }),
    defineRow({
      name: 'room',
      step: 'fetch',
      kind: 'check',
      needs: ['evaluator image'],
      work: async () => ({ value: true }),
    }),
    prepare,
  ]
  await expect(runRows(rows, contextWith(stop.signal))).rejects.toThrow('cancelled')
  expect(isOver).toBe(true)
  expect(lines()).toEqual([expect.stringMatching(/^fetch: passed/)])
})

test('a cancelled run begins no row, and still tells what could not be got', async () => {
  const stop = new AbortController()
  const late = vi.fn(async () => ({ value: {} }))
  const rows = [
    image('evaluator', async () => {
      stop.abort(new Error('cancelled'))
      throw new ExpectedError('image', 'gone', { hint: 'Mend it.' })
    }),
    image('reference_model', late),
  ]
  await expect(runRows(rows, contextWith(stop.signal))).rejects.toThrow('cancelled')
  expect(late).not.toHaveBeenCalled()
  expect(lines()).toEqual(['gone', expect.stringMatching(/^fetch: failed, gone/)])
})

test('a row that comes after another waits until that is over, and runs although it failed', async () => {
  const order: string[] = []
  const statistics = defineRow({
    name: 'statistics',
    step: 'statistics',
    kind: 'task',
    needs: [],
    async work() {
      await sleep(20)
      order.push('statistics')
      throw new ExpectedError('output', 'no statistics', { hint: 'Mend it.' })
    },
  })
  const infer = defineRow({
    name: 'infer',
    step: 'infer',
    kind: 'task',
    needs: [],
    after: ['statistics'],
    async work() {
      order.push('infer')
      return { value: true }
    },
  })
  const { steps } = await runRows([statistics, infer], contextWith())
  expect(order).toEqual(['statistics', 'infer'])
  expect(steps.map(({ status }) => status)).toEqual(['failed', 'passed'])
})

test('a row that had nothing to do is skipped, and what needs it runs', async () => {
  const idle = defineRow({
    name: 'prepare',
    step: 'prepare',
    kind: 'task',
    needs: [],
    work: async () => ({ value: { data: 'a', labels: 'b' }, idle: 'it is prepared' }),
  })
  const { steps } = await runRows([idle, sanityCheck], contextWith())
  expect(steps[0]).toMatchObject({ status: 'skipped', skipped: 'it is prepared' })
  expect(steps[1]).toMatchObject({ status: 'passed' })
})

test('what a container may still write is neither read nor written by those after it', async () => {
  const failure = { kind: 'engine', message: 'it did not answer' } as const
  const task = (name: 'sanity_check' | 'statistics' | 'infer', places: Pick<Row, 'reads' | 'writes'>) =>
    defineRow({
      name,
      step: name,
      kind: 'task',
      needs: [],
      after: name === 'sanity_check' ? [] : ['sanity_check'],
      ...places,
      work: (async () => (name === 'sanity_check' ? { failure, mayLive: true } : { value: true })) as never,
    })
  const rows = (writes: Row['writes']) => [
    task('sanity_check', { reads: [], writes }),
    task('statistics', { reads: ['prepared data'], writes: ['statistics'] }),
    task('infer', { reads: [], writes: ['prepared data', 'predictions'] }),
  ]
  const { steps, values } = await runRows(rows(['prepared data']), contextWith())
  expect(steps[0]).toMatchObject({ status: 'failed', failure })
  expect(steps[0]).not.toHaveProperty('mayLive')
  const skipped = 'the container of sanity_check may still be running, and write what it needs'
  expect(steps.slice(1)).toMatchObject([{ skipped }, { skipped }])
  expect(values).toEqual({})
  const others = await runRows(rows(['metadata']), contextWith())
  expect(others.steps.slice(1)).toMatchObject([{ status: 'passed' }, { status: 'passed' }])
})

test('the images that are here by now are shown in the order of the roles', async () => {
  const got = (runBy: string) => async () => ({ value: { image: { runBy, configDigest: runBy } } })
  const rows = [
    image('evaluator', got('second')),
    image('reference_model', got('first')),
    defineRow({
      name: 'room',
      step: 'fetch',
      kind: 'check',
      needs: ['evaluator image', 'reference_model image'],
      async work(_, { recording, imagesHere }) {
        for (const { runBy } of imagesHere()) recording.say(runBy)
        return { value: true }
      },
    }),
  ]
  await runRows(rows, contextWith())
  expect(lines().slice(0, 2)).toEqual(['first', 'second'])
})

test('a table whose row stands before what it needs is a fault of ours', async () => {
  await expect(runRows([sanityCheck, prepare], contextWith())).rejects.toThrow(
    'the row prepare does not stand before sanity_check',
  )
})
