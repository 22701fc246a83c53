import { randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLog } from '../../src/job/log.ts'
import { FILE_HEAD, FILE_TAIL, startRecording } from '../../src/steps/recording.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'

const CHUNK = 64 * 1024

/** The file of a step that wrote this, chunk by chunk. */
async function recorded(bytes: number): Promise<Buffer> {
  await using folder = await tempFolder()
  const recording = startRecording(
    'infer',
    folder.path,
    createLog(() => {}),
  )
  for (let at = 0; at < bytes; at += CHUNK) recording.write(noise(at, Math.min(CHUNK, bytes - at)))
  recording.close('done')
  const path = join(folder.path, recording.file)
  expect(statSync(path).size).toBeLessThan(FILE_HEAD + FILE_TAIL + 100)
  return readFileSync(path)
}

// Bytes that differ from place to place.
const NOISE = randomBytes(FILE_HEAD + FILE_TAIL + 4 * CHUNK)
const noise = (from: number, length: number) => NOISE.subarray(from, from + length)

test('the file of a step holds every byte and our own lines, in order', async () => {
  await using folder = await tempFolder()
  const recording = startRecording(
    'fetch',
    folder.path,
    createLog(() => {}),
  )
  recording.write(Buffer.from([0xff, 0, 0x0a]))
  recording.say('ours')
  recording.close('done')
  expect([...readFileSync(join(folder.path, 'logs/fetch.log'))]).toEqual([
    0xff,
    0,
    0x0a,
    ...Buffer.from('ours\n'),
  ])
  expect(recording.tail().at(-1)).toBe('ours')
})

test('a long log keeps all of it up to its limit', async () => {
  const bytes = FILE_HEAD + FILE_TAIL
  expect((await recorded(bytes)).equals(noise(0, bytes))).toBe(true)
})

test('a longer one keeps its beginning and its end, and says how much lies between', async () => {
  const over = 3 * CHUNK + 17
  const bytes = FILE_HEAD + FILE_TAIL + over
  const file = await recorded(bytes)
  expect(file.subarray(0, FILE_HEAD).equals(noise(0, FILE_HEAD))).toBe(true)
  expect(file.subarray(-FILE_TAIL).equals(noise(bytes - FILE_TAIL, FILE_TAIL))).toBe(true)
  expect(file.subarray(FILE_HEAD, -FILE_TAIL).toString()).toBe(
    `\n… ${over} bytes of this log are left out here …\n`,
  )
})
