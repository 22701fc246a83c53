import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fetchArchive } from '../../src/fetch/archive.ts'
import { hashFolder } from '../../src/files/folder-hash.ts'
import { openGitHub } from '../../src/github/client.ts'
import { publishAsset } from '../../src/github/releases.ts'
import { prepareAsset, prepareFile } from '../../src/plan/asset.ts'
import { checkPublicUrl } from '../../src/publish/public-url.ts'
import { tempWorkspace } from '../../stand-ins/workspace.ts'
import { type FakeReleases, startFakeReleases } from '../github/fake-releases.ts'

const reach = 'private'
const signal = new AbortController().signal
const say = () => {}

async function publish(server: FakeReleases, asset: Awaited<ReturnType<typeof prepareFile>>) {
  const github = await openGitHub({ token: server.token, apiUrl: server.url, second: 1 })
  return publishAsset({ github, token: server.token, owner: 'acme', repo: 'wdbc', asset, signal, say })
}

describe('a folder of the repository', () => {
  it('comes back from its public address as it was tested', async () => {
    await using server = await startFakeReleases()
    await using checkout = await tempWorkspace(undefined, {
      'demo/paths.yaml': 'data_path: data',
      'demo/data/a.csv': '1,2',
    })
    const demo = join(checkout.path, 'demo')
    const asset = await prepareAsset(
      { kind: 'path', path: demo, shown: 'demo', type: 'directory' },
      'demo dataset',
      {
        work: checkout.path,
        signal,
      },
    )
    const { url, sha256, bytes } = await publish(server, asset)
    expect(url).toMatch(new RegExp(`/demo-dataset-${sha256.slice(0, 16)}\\.tar\\.gz$`))
    const repository = 'acme/wdbc'
    expect(
      await checkPublicUrl(url, {
        sha256,
        repository,
        limits: { maxSize: bytes, maxRatio: 1_000 },
        reach,
        signal,
        say,
      }),
    ).toEqual({ bytes })
    const limits = { maxFiles: 10, maxSize: 1e6, maxRatio: 1_000 }
    const into = join(checkout.path, 'unpacked')
    await fetchArchive({ kind: 'url', url }, { into, sha256, limits, reach, signal, say })
    expect(await hashFolder([into])).toBe(await hashFolder([demo]))
  })
})

describe('a file of the repository', () => {
  it('comes back from its public address', async () => {
    await using server = await startFakeReleases()
    await using checkout = await tempWorkspace(undefined, { 'model.sif': 'an image' })
    const { url, sha256, bytes } = await publish(
      server,
      await prepareFile(join(checkout.path, 'model.sif'), 'reference_model image'),
    )
    expect(url).toMatch(/\/reference-model-image-[0-9a-f]{16}\.sif$/)
    await checkPublicUrl(url, { sha256, limits: { maxSize: bytes, maxRatio: 1_000 }, reach, signal, say })
  })

  it('that a stranger cannot download is told as private', async () => {
    await using server = await startFakeReleases({ visibility: 'private' })
    server.add({}, [{ name: 'x' }])
    const url = `${server.url}/acme/wdbc/releases/download/medperf-hosted-files/x`
    const checking = checkPublicUrl(url, {
      sha256: '',
      repository: 'acme/wdbc',
      limits: { maxSize: 1, maxRatio: 1_000 },
      reach,
      signal,
      say,
    })
    await expect(checking).rejects.toMatchObject({
      kind: 'download',
      hint: expect.stringContaining('If acme/wdbc is private, make it public'),
    })
  })
})
