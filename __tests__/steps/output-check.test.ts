import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inspectOutput } from '../../src/steps/output-check.ts'

const fresh = () => mkdtempSync(join(tmpdir(), 'output-'))

test('files are counted with their bytes, and closed ones opened', () => {
  const folder = fresh()
  mkdirSync(join(folder, 'closed'))
  writeFileSync(join(folder, 'closed', 'file'), '12345')
  chmodSync(join(folder, 'closed', 'file'), 0o000)
  chmodSync(join(folder, 'closed'), 0o000)
  expect(inspectOutput(folder)).toEqual({ bytes: 5, files: 1, foreign: false })
  expect(statSync(join(folder, 'closed')).mode & 0o700).toBe(0o700)
  expect(statSync(join(folder, 'closed', 'file')).mode & 0o400).toBe(0o400)
})

test('a link that stays inside is fine', () => {
  const folder = fresh()
  writeFileSync(join(folder, 'file'), 'x')
  symlinkSync('file', join(folder, 'link'))
  expect(inspectOutput(folder).files).toBe(1)
})

test.each([
  ['/etc/passwd', 'leads out of its folder'],
  ['../../../../etc/passwd', 'leads out of its folder'],
  ['missing', 'leads nowhere'],
])('a link to %s fails the step: it %s', (target, words) => {
  const folder = fresh()
  symlinkSync(target, join(folder, 'li\nnk'))
  expect(() => inspectOutput(folder)).toThrow(`wrote the link "li\\nnk", which ${words}`)
})

test('a FIFO fails the step, and nobody waits for it', () => {
  const folder = fresh()
  execFileSync('mkfifo', [join(folder, 'pipe')])
  expect(() => inspectOutput(folder)).toThrow('wrote "pipe", which is neither a file nor a folder')
})

test('an output that was not written is empty', () => {
  expect(inspectOutput(join(fresh(), 'missing'))).toEqual({ bytes: 0, files: 0, foreign: false })
})
