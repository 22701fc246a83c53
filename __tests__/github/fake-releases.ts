import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, notFound, paginate, type Request, refusal } from '../../stand-ins/github/http.ts'
import { makeGitHubToken } from '../../stand-ins/tokens.ts'
import { type Early, listen } from './fake-releases-server.ts'

export interface FakeAsset {
  readonly id: number
  readonly name: string
  /** `starter`: an upload that was cut. */
  readonly state: 'uploaded' | 'starter'
  readonly size: number
  readonly digest: string | null
  readonly bytes: Buffer
}

export interface FakeRelease {
  readonly id: number
  tag_name: string
  draft: boolean
  prerelease: boolean
  make_latest: string
  immutable: boolean
  assets: FakeAsset[]
}

/**
 * How an upload goes wrong: `starter`, a 502 that leaves a part; `lost`, kept whole but the answer never comes; `cut`, the
 * connection ends after the first bytes.
 */
export type UploadFault = 'starter' | 'lost' | 'cut' | Answer

export interface FakeReleasesOptions {
  readonly visibility?: 'public' | 'private' | 'internal'
  /** What is published can no longer be changed. */
  readonly immutable?: boolean
  /** Whether GitHub names digests; older servers do not. */
  readonly digests?: boolean
  /** A token that may only read. */
  readonly readOnly?: boolean
  /** Of the first uploads, one after the other; `undefined` for one that goes well. */
  readonly uploads?: readonly (UploadFault | undefined)[]
  /** Answers in place of the true ones; told how many requests there were. */
  readonly before?: Early
}

export interface FakeReleases extends AsyncDisposable {
  readonly url: string
  readonly token: string
  readonly releases: FakeRelease[]
  /** Method, path without the repository, and status of each request. */
  readonly requests: readonly string[]
  /** Adds a release as an earlier run left it. */
  add(release: Partial<Omit<FakeRelease, 'assets'>>, assets?: readonly Partial<FakeAsset>[]): FakeRelease
}

const OWNER = '/repos/acme/wdbc'
const TOKEN = makeGitHubToken()

/** GitHub takes both words, and octokit takes the second one for a JWT. */
const isKnown = ({ headers }: Pick<IncomingMessage, 'headers'>) =>
  [`token ${TOKEN}`, `bearer ${TOKEN}`].includes(headers.authorization ?? '')

/** The part of GitHub that keeps the releases of acme/wdbc, and lets everybody download what is public. */
export async function startFakeReleases(options: FakeReleasesOptions = {}): Promise<FakeReleases> {
  const releases: FakeRelease[] = []
  let ids = 0
  let uploads = 0
  let url = ''

  const digestOf = (sha256: string) => (options.digests === false ? null : `sha256:${sha256}`)
  const add: FakeReleases['add'] = (release, assets = []) => {
    const added: FakeRelease = {
      id: ++ids,
      tag_name: 'medperf-hosted-files',
      draft: false,
      prerelease: true,
      make_latest: 'false',
      immutable: false,
      ...release,
      assets: assets.map((asset) => ({
        id: ++ids,
        name: 'x',
        state: 'uploaded',
        size: 1,
        digest: null,
        bytes: Buffer.alloc(0),
        ...asset,
      })),
    }
    releases.push(added)
    return added
  }
  const shownAsset = (release: FakeRelease, { bytes, ...asset }: FakeAsset) => ({
    ...asset,
    label: '',
    browser_download_url: `${url}/acme/wdbc/releases/download/${release.draft ? `untagged-${release.id}` : release.tag_name}/${asset.name}`,
  })
  const shown = (release: FakeRelease) => ({
    ...release,
    html_url: `${url}/acme/wdbc/releases/tag/${release.tag_name}`,
    upload_url: `${url}/uploads${OWNER}/releases/${release.id}/assets{?name,label}`,
    assets: release.assets.map((asset) => shownAsset(release, asset)),
  })
  const exists = (resource: string, field: string) =>
    refusal(422, 'Validation Failed', { errors: [{ resource, code: 'already_exists', field }] })
  const isTaken = (tag: unknown, but?: FakeRelease) =>
    releases.some((one) => one !== but && !one.draft && one.tag_name === tag)

  const routes: readonly (readonly [string, RegExp, (request: Request, part: string) => Answer])[] = [
    [
      'GET',
      /^$/,
      () => {
        const visibility = options.visibility ?? 'public'
        return { status: 200, body: { full_name: 'acme/wdbc', private: visibility !== 'public', visibility } }
      },
    ],
    [
      'GET',
      /^\/releases\/tags\/([^/]+)$/,
      (_, tag) => {
        const found = releases.find((one) => !one.draft && one.tag_name === tag)
        return found === undefined ? notFound() : { status: 200, body: shown(found) }
      },
    ],
    ['GET', /^\/releases$/, (request) => paginate(request, url, releases.toReversed().map(shown))],
    [
      'POST',
      /^\/releases$/,
      ({ body }) => {
        if (body['draft'] !== true && isTaken(body['tag_name'])) return exists('Release', 'tag_name')
        const release = add({ ...body, immutable: options.immutable === true && body['draft'] !== true })
        return { status: 201, body: shown(release) }
      },
    ],
    [
      'PATCH',
      /^\/releases\/(\d+)$/,
      ({ body }, id) => {
        const release = releases.find((one) => one.id === Number(id))
        if (release === undefined) return notFound()
        if (body['draft'] === false && isTaken(release.tag_name, release))
          return exists('Release', 'tag_name')
        Object.assign(release, body)
        if (!release.draft) release.immutable = options.immutable === true
        return { status: 200, body: shown(release) }
      },
    ],
    [
      'DELETE',
      /^\/releases\/(\d+)$/,
      (_, id) => {
        const at = releases.findIndex((one) => one.id === Number(id))
        if (at === -1) return notFound()
        releases.splice(at, 1)
        return { status: 204 }
      },
    ],
    [
      'GET',
      /^\/releases\/(\d+)\/assets$/,
      (request, id) => {
        const release = releases.find((one) => one.id === Number(id))
        if (release === undefined) return notFound()
        return paginate(
          request,
          url,
          release.assets.map((asset) => shownAsset(release, asset)),
        )
      },
    ],
    [
      'DELETE',
      /^\/releases\/assets\/(\d+)$/,
      (_, id) => {
        const release = releases.find(({ assets }) => assets.some((one) => one.id === Number(id)))
        if (release === undefined) return notFound()
        release.assets = release.assets.filter((one) => one.id !== Number(id))
        return { status: 204 }
      },
    ],
  ]

  function answerTo(request: Request): Answer {
    if (!isKnown(request)) return refusal(401, 'Bad credentials')
    if (options.readOnly && request.method !== 'GET')
      return refusal(403, 'Resource not accessible by integration')
    for (const [method, path, answer] of routes) {
      const match = method === request.method ? path.exec(request.path.slice(OWNER.length)) : null
      if (match !== null && request.path.startsWith(OWNER))
        return answer(request, decodeURIComponent(match[1] ?? ''))
    }
    return notFound()
  }

  /** Takes a file as it comes; only small ones are kept for the download. */
  async function receive(incoming: IncomingMessage, id: number, name: string): Promise<Answer | 'cut'> {
    const fault = options.uploads?.[uploads++]
    const hash = createHash('sha256')
    const kept: Buffer[] = []
    let size = 0
    for await (const chunk of incoming) {
      if (fault === 'cut') return 'cut'
      hash.update(chunk)
      size += chunk.length
      if (size < 4e6) kept.push(chunk)
    }
    if (!isKnown(incoming)) return refusal(401, 'Bad credentials')
    if (options.readOnly) return refusal(403, 'Resource not accessible by integration')
    if (typeof fault === 'object') return fault
    const release = releases.find((one) => one.id === id)
    if (release === undefined) return notFound()
    if (release.immutable) return refusal(422, 'Cannot upload assets to an immutable release.')
    if (release.assets.some((one) => one.name === name)) return exists('ReleaseAsset', 'name')
    const part = { id: ++ids, name, state: 'starter', size: 0, digest: null, bytes: Buffer.alloc(0) } as const
    if (fault === 'starter') {
      release.assets.push(part)
      return refusal(502, 'Server Error')
    }
    const digest = digestOf(hash.digest('hex'))
    const asset = { ...part, state: 'uploaded', size, digest, bytes: Buffer.concat(kept) } as const
    release.assets.push(asset)
    return fault === 'lost' ? 'cut' : { status: 201, body: shownAsset(release, asset) }
  }

  const { server, requests } = listen({
    before: options.before,
    answerTo,
    receive,
    download(tag, name) {
      const release = releases.find((one) => !one.draft && one.tag_name === tag)
      const isPublic = (options.visibility ?? 'public') === 'public'
      const asset = release?.assets.find((one) => one.name === name && one.state === 'uploaded')
      return isPublic ? asset?.bytes : undefined
    },
  })
  await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    token: TOKEN,
    releases,
    requests,
    add,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
