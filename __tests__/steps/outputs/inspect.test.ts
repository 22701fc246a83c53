import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { handOver } from '../../../src/files/hand-over.ts'
import { inspectOutput } from '../../../src/steps/outputs/inspect.ts'
import { asRoot } from '../../support/small-disk.ts'
import { testFolder } from '../../support/test-folder.ts'

const fresh = () => testFolder('output-')

test('files are counted with their bytes, and closed ones opened', async () => {
  const folder = fresh()
  mkdirSync(join(folder, 'closed'))
  writeFileSync(join(folder, 'closed', 'file'), '12345')
  chmodSync(join(folder, 'closed', 'file'), 0o000)
  chmodSync(join(folder, 'closed'), 0o000)
  await handOver(folder)
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

test('a device and a socket fail the step, and neither is opened', async () => {
  const folder = fresh()
  const server = createServer().listen(join(folder, 'socket'))
  await once(server, 'listening')
  expect(() => inspectOutput(folder)).toThrow('wrote "socket", which is neither a file nor a folder')
  server.close()
  const devices = fresh()
  asRoot('mknod', join(devices, 'zero'), 'c', '1', '5')
  expect(() => inspectOutput(devices)).toThrow('wrote "zero", which is neither a file nor a folder')
  asRoot('rm', '-r', devices)
})

test('set-user-ID bits are taken off files, and nothing else of a mode is', async () => {
  const folder = fresh()
  writeFileSync(join(folder, 'file'), 'x')
  await handOver(folder)
  chmodSync(join(folder, 'file'), 0o6751)
  chmodSync(folder, 0o2750)
  inspectOutput(folder)
  expect(statSync(join(folder, 'file')).mode & 0o7777).toBe(0o751)
  expect(statSync(folder).mode & 0o7777).toBe(0o2750)
})

test('a link within a folder whose name is not UTF-8 stays inside, one out of it does not', () => {
  const folder = Buffer.concat([Buffer.from(`${fresh()}/`), Buffer.from([0xff])])
  mkdirSync(folder)
  const inFolder = (name: string) => Buffer.concat([folder, Buffer.from(`/${name}`)])
  writeFileSync(inFolder('file'), 'x')
  symlinkSync('file', inFolder('link'))
  const parent = folder.subarray(0, -2).toString()
  expect(inspectOutput(parent).files).toBe(1)
  symlinkSync('/etc/passwd', inFolder('out'))
  expect(() => inspectOutput(parent)).toThrow('which leads out of its folder')
})
