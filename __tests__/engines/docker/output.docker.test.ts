import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDocker } from '../../../src/engines/docker/docker.ts'
import type { Engine } from '../../../src/engines/engine.ts'
import { createLog } from '../../../src/job/log.ts'
import { runToEnd, script } from '../../../stand-ins/container.ts'
import { busyboxImage } from '../../../stand-ins/images.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'

const MIB = 1024 ** 2
let engine: Engine
let folder: TempFolder

beforeAll(async () => {
  await busyboxImage()
  engine = await openDocker()
  folder = await tempFolder()
})
afterAll(() => folder[Symbol.asyncDispose]())

const signal = new AbortController().signal

test('bytes arrive as they were written: invalid UTF-8, carriage returns, escapes, no newline at the end', async () => {
  const { output } = await runToEnd(
    engine,
    script(`printf '\\377\\376\\000\\303\\r\\n10%%\\r20%%\\r\\033[31mred\\033[0m::error::x'`),
    folder.path,
  )
  expect(output.toString('latin1')).toBe('\xff\xfe\0\xc3\r\n10%\r20%\r\x1b[31mred\x1b[0m::error::x')
})

const floods = [
  { what: 'lines', lines: 'yes "epoch 12 step 345 loss 0.12345 accuracy 0.9876" | head -c 200000000' },
  { what: 'bytes without a newline', lines: 'dd if=/dev/zero bs=1M count=50 2>/dev/null | tr "\\0" x' },
]
test.each(floods)(
  'a flood of $what leaves memory flat and the log short',
  { timeout: 120_000 },
  async ({ lines }) => {
    let bytes = 0
    let printed = 0
    let highest = 0
    const log = createLog((text) => {
      printed += text.length
    })
    const group = log.group('flood')
    const before = process.memoryUsage.rss()
    const onOutput = (chunk: Buffer) => {
      bytes += chunk.length
      group.write(chunk)
      highest = Math.max(highest, process.memoryUsage.rss())
    }
    const outcome = await engine.run(script(lines), { onOutput, signal, scratch: folder.path })
    group.end('done')
    expect(outcome).toMatchObject({ exitCode: 0 })
    expect(bytes).toBeGreaterThan(50_000_000)
    expect(printed).toBeLessThan(6 * MIB)
    expect(highest - before).toBeLessThan(150 * MIB)
  },
)

test('while a promise of the consumer is pending the container waits', { timeout: 60_000 }, async () => {
  let bytes = 0
  let early = 0
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const onOutput = (chunk: Buffer) => {
    bytes += chunk.length
    return held
  }
  const running = engine.run(script('yes | head -c 60000000'), { onOutput, signal, scratch: folder.path })
  await sleep(3_000)
  early = bytes
  release()
  expect(await running).toMatchObject({ exitCode: 0 })
  expect(early).toBeLessThan(1 * MIB)
  expect(bytes).toBe(60_000_000)
})

test('a consumer that rejects ends the container, and its error is thrown', async () => {
  const onOutput = () => Promise.reject(new Error('the disk of the log is full'))
  const container = script('while true; do echo x; sleep 0.1; done')
  await expect(engine.run(container, { onOutput, signal, scratch: folder.path })).rejects.toThrow(
    'the disk of the log is full',
  )
})
