import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { openDocker } from '../../src/engines/docker/docker.ts'
import { inspectImage, isKeptByManifest } from '../../src/engines/docker/inspect.ts'
import { busyboxImage } from '../../stand-ins/images.ts'

const run = promisify(execFile)

test('the Docker of these tests is 29, client and daemon', async () => {
  const { stdout } = await run('docker', ['version', '--format', '{{.Client.Version}} {{.Server.Version}}'])
  expect(stdout).toMatch(/^29\.\S+ 29\./)
  expect((await openDocker()).title).toMatch(/^Docker 29\./)
})

test('it keeps images by their manifests, as on every new machine', async () => {
  const found = await inspectImage('docker', await busyboxImage())
  expect(found && isKeptByManifest(found)).toBe(true)
})
