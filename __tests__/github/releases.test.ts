import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError } from '../../src/facts/error.ts'
import { openGitHub } from '../../src/github/client.ts'
import type { Asset } from '../../src/github/release-asset.ts'
import { HOSTED_FILES, publishAsset } from '../../src/github/releases.ts'
import { nameAsset } from '../../src/plan/asset.ts'
import { listForms, makeGitHubToken } from '../../stand-ins/tokens.ts'
import { type TempFolder, tempFolder } from '../../stand-ins/workspace.ts'
import { type FakeReleases, type FakeReleasesOptions, startFakeReleases } from './fake-releases.ts'

const CONTENT = Buffer.from('the packed demo dataset')
const SHA256 = createHash('sha256').update(CONTENT).digest('hex')
const NAME = nameAsset('demo dataset', SHA256, '.tar.gz')
const signal = new AbortController().signal

let folder: TempFolder
let asset: Asset
let said: string[]

beforeEach(async () => {
  folder = await tempFolder()
  asset = { path: join(folder.path, 'demo.tar.gz'), name: NAME, sha256: SHA256, bytes: CONTENT.length }
  await writeFile(asset.path, CONTENT)
  said = []
})
afterEach(() => folder[Symbol.asyncDispose]())

async function publish(
  server: FakeReleases,
  more: { asset?: Asset; token?: string; signal?: AbortSignal } = {},
) {
  const token = more.token ?? server.token
  const github = await openGitHub({ token, apiUrl: server.url, second: 1 })
  const say = (line: string) => void said.push(line)
  return publishAsset({ github, token, owner: 'acme', repo: 'wdbc', asset, signal, say, ...more })
}

async function errorOf(work: Promise<unknown>): Promise<ExpectedError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  )
  if (error instanceof ExpectedError) return error
  throw error
}

const uploads = ({ requests }: FakeReleases) => requests.filter((line) => line.startsWith('POST /uploads'))
const wrote = ({ requests }: FakeReleases) => requests.filter((line) => !line.startsWith('GET'))
const start = (options?: FakeReleasesOptions) => startFakeReleases(options)

describe('publishAsset', () => {
  it('gives an address where everybody can download the file', async () => {
    await using server = await start()
    const published = await publish(server)
    expect(published).toEqual({
      url: `${server.url}/acme/wdbc/releases/download/${HOSTED_FILES}/${NAME}`,
      sha256: SHA256,
      bytes: CONTENT.length,
    })
    const answer = await fetch(published.url)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(CONTENT)
  })

  it('makes a release that never becomes the latest one of the repository', async () => {
    await using server = await start()
    await publish(server)
    expect(server.releases).toMatchObject([
      { tag_name: HOSTED_FILES, draft: false, prerelease: true, make_latest: 'false' },
    ])
  })

  it('publishes the same content once', async () => {
    await using server = await start()
    const first = await publish(server)
    const writes = wrote(server).length
    expect(await publish(server)).toEqual(first)
    expect(wrote(server)).toHaveLength(writes)
  })

  it('adds other content to the same release', async () => {
    await using server = await start()
    await publish(server)
    const other = Buffer.from('other')
    const sha256 = createHash('sha256').update(other).digest('hex')
    const path = join(folder.path, 'other')
    await writeFile(path, other)
    await publish(server, { asset: { path, sha256, bytes: 5, name: nameAsset('demo dataset', sha256, '') } })
    expect(server.releases).toMatchObject([{ assets: [{ name: NAME }, { size: 5 }] }])
  })

  it('finds the file among more than one page of assets', async () => {
    await using server = await start()
    const many = Array.from({ length: 250 }, (_, at) => ({ name: `other-${at}` }))
    const same = { name: NAME, size: CONTENT.length, digest: `sha256:${SHA256}`, bytes: CONTENT }
    server.add({}, [...many, same])
    expect(await publish(server)).toMatchObject({ sha256: SHA256 })
    expect(wrote(server)).toEqual([])
  })

  it('opens a further release when one is full', async () => {
    await using server = await start()
    const many = Array.from({ length: 1_000 }, (_, at) => ({ name: `other-${at}` }))
    server.add({}, many)
    const { url } = await publish(server)
    expect(url).toContain(`/download/${HOSTED_FILES}-2/${NAME}`)
    expect((await publish(server)).url).toBe(url)
    expect(uploads(server)).toHaveLength(1)
  })

  it('gives each file a release of its own where published releases cannot be changed', async () => {
    await using server = await start({ immutable: true })
    server.add({ immutable: true }, [{ name: 'other' }])
    const { url } = await publish(server)
    expect(url).toContain(`/download/${HOSTED_FILES}-2/${NAME}`)
    expect(server.releases[1]).toMatchObject({ immutable: true, draft: false, assets: [{ name: NAME }] })
    expect((await publish(server)).url).toBe(url)
  })

  it('is content without digests, which older servers do not name', async () => {
    await using server = await start({ digests: false })
    expect(await publish(server)).toMatchObject({ sha256: SHA256 })
    expect(await publish(server)).toMatchObject({ sha256: SHA256 })
  })

  describe('after a cut', () => {
    it('removes what is left of the upload and sends the file again', async () => {
      await using server = await start()
      server.add({}, [{ name: NAME, state: 'starter', size: 0 }])
      await publish(server)
      expect(server.releases[0]?.assets).toMatchObject([
        { name: NAME, state: 'uploaded', size: CONTENT.length },
      ])
    })

    it('goes on with the draft that was begun', async () => {
      await using server = await start()
      server.add({ draft: true })
      await publish(server)
      expect(server.releases).toMatchObject([{ draft: false, assets: [{ name: NAME }] }])
    })

    it('publishes a draft that holds the file already', async () => {
      await using server = await start()
      server.add({ draft: true }, [{ name: NAME, size: CONTENT.length, digest: `sha256:${SHA256}` }])
      await publish(server)
      expect(uploads(server)).toEqual([])
      expect(server.releases).toMatchObject([{ draft: false }])
    })

    it.each([
      ['that left a part', 'starter', 2],
      ['that was whole although the answer was lost', 'lost', 1],
      ['that broke off', 'cut', 2],
      ['that GitHub had no time for', { status: 503, body: '<html>Unicorn!</html>' }, 2],
    ] as const)('in this run, of an upload %s, comes to the same', async (_, fault, times) => {
      await using server = await start({ uploads: [fault] })
      await publish(server)
      expect(server.releases).toMatchObject([
        { draft: false, assets: [{ name: NAME, state: 'uploaded', size: CONTENT.length }] },
      ])
      expect(uploads(server)).toHaveLength(times)
    })

    it('at any of its eight requests, the next run comes to the same', async () => {
      const cutAt = async (at: number) => {
        let isCut = true
        const before = (_: unknown, count: number) => (isCut && count >= at ? ('cut' as const) : undefined)
        await using server = await start({ before })
        const first = await publish(server).catch(() => undefined)
        isCut = false
        await publish(server)
        const assets = [{ name: NAME, state: 'uploaded', size: CONTENT.length }]
        expect(server.releases, `cut at ${at}`).toMatchObject([
          { tag_name: HOSTED_FILES, draft: false, assets },
        ])
        expect(server.releases[0]?.assets, `cut at ${at}`).toHaveLength(1)
        return first === undefined
      }
      const places = Array.from({ length: 9 }, (_, at) => at + 1)
      const wereCut = await Promise.all(places.map(cutAt))
      // The ninth would be one too many: the others were really cut.
      expect(wereCut).toEqual(places.map((at) => at < 9))
    })

    it('of every upload gives up, and says how to go on', async () => {
      await using server = await start({ uploads: ['cut', 'cut', 'cut', 'cut', 'cut'] })
      const error = await errorOf(publish(server))
      expect(error).toMatchObject({ kind: 'unreachable', hint: 'Run the job again later.' })
      expect(error.message).toMatch(new RegExp(`^${NAME} could not be uploaded to 127`))
      expect(uploads(server)).toHaveLength(4)
    })
  })

  it('makes one release and one asset of what two runs do at once', async () => {
    await using server = await start()
    const [first, second] = await Promise.all([publish(server), publish(server)])
    expect(second).toEqual(first)
    expect(server.releases.filter(({ draft }) => !draft)).toMatchObject([{ assets: [{ name: NAME }] }])
  })

  it.each([
    ['size', { size: 1, digest: null }],
    ['digest', { size: CONTENT.length, digest: `sha256:${'0'.repeat(64)}` }],
  ])('never takes a file of another %s for its own', async (_, other) => {
    await using server = await start()
    server.add({}, [{ name: NAME, ...other }])
    const error = await errorOf(publish(server))
    expect(error).toMatchObject({ kind: 'changed', hint: expect.stringContaining('Delete that asset') })
    expect(error.message).toMatch(
      new RegExp(`^the name ${NAME} is taken: .* not 23 bytes and sha256:${SHA256}$`),
    )
    expect(wrote(server)).toEqual([])
  })

  it('checks what GitHub says that it took', async () => {
    const body = {
      id: 1,
      name: NAME,
      state: 'uploaded',
      size: 3,
      browser_download_url: 'https://github.test/x',
    }
    await using server = await start({ uploads: [{ status: 201, body }] })
    expect(await errorOf(publish(server))).toMatchObject({ kind: 'changed' })
  })

  it.each([
    [
      'private',
      'acme/wdbc is private: hospitals, whose MedPerf clients download without a login, could not get',
    ],
    ['internal', 'acme/wdbc is internal: hospitals'],
  ] as const)('publishes nothing in a repository that is %s', async (visibility, words) => {
    await using server = await start({ visibility })
    const error = await errorOf(publish(server))
    expect(error).toMatchObject({ kind: 'blocked', message: expect.stringContaining(words) })
    expect(error.message).toContain(NAME)
    expect(server.requests).toHaveLength(1)
  })

  it('names the permission that is missing', async () => {
    await using server = await start({ readOnly: true })
    const error = await errorOf(publish(server))
    expect(error).toMatchObject({ kind: 'permission', status: 403 })
    expect(error.hint).toMatch(
      /^The token lacks a permission\. Add to the job:\n {4}permissions:\n {6}contents: write$/,
    )
  })

  it('names the permission that is missing for the upload alone', async () => {
    await using server = await start({ uploads: [{ status: 403, body: { message: 'no' } }] })
    expect(await errorOf(publish(server))).toMatchObject({ kind: 'permission', status: 403 })
  })

  it('says that the token is not known', async () => {
    await using server = await start()
    const token = makeGitHubToken('other')
    const error = await errorOf(publish(server, { token }))
    expect(error).toMatchObject({ kind: 'token', status: 401 })
    for (const form of listForms(token)) expect(error.message).not.toContain(form)
  })

  it('says which rule of the repository stands in the way', async () => {
    const body = {
      message: 'Validation Failed',
      errors: [{ field: 'pre_receive', message: 'Cannot create ref due to creations being restricted.' }],
    }
    await using server = await start({
      before: ({ method }) => (method === 'PATCH' ? { status: 422, body } : undefined),
    })
    const error = await errorOf(publish(server))
    expect(error).toMatchObject({
      kind: 'permission',
      hint: expect.stringContaining('`medperf-hosted-files*`'),
    })
  })

  it('shows the token nowhere', async () => {
    await using server = await start()
    const shown = await publish(server)
    expect(said).toHaveLength(1)
    expect(JSON.stringify([shown, said, server.requests])).not.toContain(server.token)
  })

  it('stops when the run is cancelled', async () => {
    const cancel = new AbortController()
    await using server = await start({
      before: ({ path }) => {
        if (path.startsWith('/uploads')) cancel.abort(new Error('cancelled'))
        return undefined
      },
    })
    await expect(publish(server, { signal: cancel.signal })).rejects.toThrow('cancelled')
  })
})
