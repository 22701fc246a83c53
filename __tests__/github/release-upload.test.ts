import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError } from '../../src/facts/error.ts'
import type { Asset } from '../../src/github/release-asset.ts'
import { uploadAsset } from '../../src/github/release-upload.ts'
import { type TempFolder, tempFolder } from '../../stand-ins/workspace.ts'
import { type FakeReleases, startFakeReleases } from './fake-releases.ts'

const CONTENT = 'the packed demo dataset'
const SHA256 = createHash('sha256').update(CONTENT).digest('hex')
const MIB = 1024 * 1024
const signal = new AbortController().signal

let folder: TempFolder
let asset: Asset

beforeEach(async () => {
  folder = await tempFolder()
  asset = { path: join(folder.path, 'x'), name: 'demo.tar.gz', sha256: SHA256, bytes: CONTENT.length }
  await writeFile(asset.path, CONTENT)
})
afterEach(() => folder[Symbol.asyncDispose]())

async function errorOf(work: Promise<unknown>): Promise<ExpectedError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  )
  if (error instanceof ExpectedError) return error
  throw error
}

const addressOf = (server: FakeReleases) =>
  `${server.url}/uploads/repos/acme/wdbc/releases/${server.add({}).id}/assets{?name,label}`

/** A server that takes connections and then neither reads nor answers. */
async function startSilentServer() {
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}/`, [Symbol.dispose]: close }
}

describe('uploadAsset', () => {
  it('sends the file whole and gives what GitHub says', async () => {
    await using server = await startFakeReleases()
    const { status, body } = await uploadAsset(addressOf(server), asset, { token: server.token, signal })
    expect({ status, body }).toMatchObject({ status: 201, body: { digest: `sha256:${SHA256}` } })
  })

  it('reads the file only as fast as the server takes it', async () => {
    using silent = await startSilentServer()
    await truncate(asset.path, 256 * MIB)
    const before = process.memoryUsage().arrayBuffers
    const large = { ...asset, bytes: 256 * MIB }
    const uploading = errorOf(uploadAsset(silent.url, large, { token: 'ghs_x', signal, stall: 1_500 }))
    await sleep(1_000)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * MIB)
    await uploading
  })

  it('gives up on a server that says nothing', async () => {
    using silent = await startSilentServer()
    const error = await errorOf(uploadAsset(silent.url, asset, { token: 'ghs_x', signal, stall: 100 }))
    expect(error).toMatchObject({ kind: 'unreachable', uncertain: true })
    expect(error.message).toMatch(/^demo\.tar\.gz could not be uploaded to 127.* \(silent for 0\.1 s\)$/)
  })

  it.each(['the packed demo dataseT', 'shorter', `${CONTENT} and more`])(
    'publishes no file that is no longer what was hashed, but %j',
    async (content) => {
      await using server = await startFakeReleases()
      await writeFile(asset.path, content)
      const error = await errorOf(uploadAsset(addressOf(server), asset, { token: server.token, signal }))
      expect(error).toMatchObject({ kind: 'changed', message: 'demo.tar.gz changed while it was uploaded' })
      expect(server.releases[0]?.assets).toEqual([])
    },
  )

  it.each(['http://elsewhere.test/uploads', 'nowhere', 'file:///x'])('sends no token to %s', async (url) => {
    const error = await errorOf(uploadAsset(url, asset, { token: 'ghs_x', signal }))
    expect(error).toMatchObject({ kind: 'answer', message: 'GitHub names no https address to upload to' })
  })

  it('stops with the reason of the run that is cancelled', async () => {
    using silent = await startSilentServer()
    const cancel = new AbortController()
    const uploading = uploadAsset(silent.url, asset, { token: 'ghs_x', signal: cancel.signal })
    setTimeout(() => cancel.abort(new Error('cancelled')), 100)
    await expect(uploading).rejects.toThrow('cancelled')
  })
})
