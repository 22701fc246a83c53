import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { ExpectedError } from '../../src/facts/error.ts'
import { readAll } from '../../src/server/paging.ts'

const Row = z.object({ id: z.int() }).transform(({ id }) => ({ uid: id }))

/** A list that answers pages, and after each page may change. */
function list(ids: number[], change: (ids: number[], pages: number) => void = () => undefined) {
  let pages = 0
  const read = async (offset: number, limit: number) => {
    const results = ids.slice(offset, offset + limit).map((id) => ({ id }))
    const next = offset + limit < ids.length ? 'https://h.example/next' : null
    const body = { count: ids.length, next, previous: null, results }
    pages += 1
    change(ids, pages)
    return { method: 'GET' as const, url: 'https://h.example/list', status: 200, body }
  }
  return { read, pages: () => pages }
}

const range = (length: number) => Array.from({ length }, (_, index) => index + 1)
const moveToEnd = (ids: number[], id: number) => {
  ids.splice(ids.indexOf(id), 1)
  ids.push(id)
}

describe('reading a whole list', () => {
  it.each([0, 1, 4, 5, 6, 9, 10, 11, 23])('gives all of %i rows in order, each once', async (length) => {
    expect(await readAll(list(range(length)).read, Row, 5)).toEqual(range(length).map((uid) => ({ uid })))
  })

  it.each<[string, (ids: number[]) => void]>([
    ['a row already read moves to the end', (ids) => moveToEnd(ids, 2)],
    ['two rows already read move to the end', (ids) => [1, 3].forEach((id) => void moveToEnd(ids, id))],
    ['the last row of a page moves to the end', (ids) => moveToEnd(ids, 5)],
    ['a row already read is deleted', (ids) => void ids.splice(0, 1)],
    [
      'one is deleted and another added, so that the number stays',
      (ids) => {
        ids.shift()
        ids.push(99)
      },
    ],
    ['a row is added', (ids) => void ids.push(99)],
  ])('misses none when %s meanwhile', async (_what, change) => {
    const ids = range(13)
    const { read } = list(ids, (current, pages) => {
      if (pages === 1) change(current)
    })
    const rows = await readAll(read, Row, 5)
    expect(rows.map(({ uid }) => uid).toSorted((a, b) => a - b)).toEqual(ids.toSorted((a, b) => a - b))
  })

  it.each([1, 2, 3, 5, 100])(
    'takes a row that stands there several times once, in pages of %i',
    async (limit) => {
      const ids = [1, 2, 2, 2, 3, 4, 4, 5, 5, 5, 5, 5]
      const rows = await readAll(list(ids).read, Row, limit + 1)
      expect(rows.map(({ uid }) => uid)).toEqual([1, 2, 3, 4, 5])
    },
  )

  it('notices that the list moved though rows stand there several times', async () => {
    const ids = [1, 2, 2, 2, 3, 4, 4, 5, 6]
    const { read, pages } = list(ids, (current, page) => {
      if (page === 1) moveToEnd(current, 1)
    })
    expect((await readAll(read, Row, 4)).map(({ uid }) => uid)).toEqual([2, 3, 4, 5, 6, 1])
    expect(pages()).toBeGreaterThan(3)
  })

  it('takes rows that move among those still to come', async () => {
    const { read, pages } = list(range(13), (ids, page) => {
      if (page === 1) moveToEnd(ids, 8)
    })
    expect(await readAll(read, Row, 5)).toHaveLength(13)
    expect(pages()).toBe(3)
  })

  it('gives up when the list never holds still', async () => {
    const { read } = list(range(13), (ids) => moveToEnd(ids, ids[0] ?? 0))
    const error = await readAll(read, Row, 5).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ExpectedError)
    expect(error).toMatchObject({ kind: 'changed', message: expect.stringContaining('5 times in a row') })
  })

  it('does not go round for ever where a page is empty but another is promised', async () => {
    const read = async () => ({
      method: 'GET' as const,
      url: 'https://h.example/list',
      status: 200,
      body: { count: 5, next: 'https://h.example/next', previous: null, results: [] },
    })
    await expect(readAll(read, Row, 5)).rejects.toMatchObject({ kind: 'changed' })
  })

  it('names a row that is none', async () => {
    const read = async () => ({
      method: 'GET' as const,
      url: 'https://h.example/list',
      status: 200,
      body: { count: 1, next: null, previous: null, results: [{ id: 'x' }] },
    })
    await expect(readAll(read, Row, 5)).rejects.toMatchObject({
      kind: 'answer',
      message: expect.stringContaining('at id'),
    })
  })
})
