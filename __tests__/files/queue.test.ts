import { describe, expect, test } from 'vitest'
import { createQueue } from '../../src/files/queue.ts'

const one = { name: 'one' }
const two = { name: 'two' }

describe('a queue', () => {
  test('gives things in the order in which they came, and then its end', async () => {
    const queue = createQueue<object>()
    queue.push(one)
    queue.push(two)
    queue.end()
    expect([queue.size, queue.isOpen]).toEqual([2, false])
    expect([await queue.take(), await queue.take(), await queue.take()]).toEqual([one, two, undefined])
  })

  test('gives what had come before it failed, and then the error', async () => {
    const queue = createQueue<object>()
    queue.push(one)
    queue.fail(new Error('broken'))
    expect(await queue.take()).toBe(one)
    await expect(queue.take()).rejects.toThrow('broken')
  })

  test('that failed keeps its error beyond its end', async () => {
    const queue = createQueue<object>()
    queue.fail(new Error('broken'))
    queue.end()
    await expect(queue.take()).rejects.toThrow('broken')
  })

  test('wakes all who wait, each for one thing', async () => {
    const queue = createQueue<object>()
    const waiting = Promise.all([queue.take(), queue.take(), queue.take()])
    await Promise.resolve()
    queue.push(one)
    queue.push(two)
    queue.end()
    expect(await waiting).toEqual([one, two, undefined])
  })

  test('wakes who waits with the error', async () => {
    const queue = createQueue<object>()
    const waiting = queue.take()
    queue.fail(new Error('broken'))
    await expect(waiting).rejects.toThrow('broken')
  })

  test('that is cleared hands out everything at once', async () => {
    const queue = createQueue<object>()
    queue.push(one)
    queue.push(two)
    expect(queue.clear()).toEqual([one, two])
    expect(queue.size).toBe(0)
  })
})
