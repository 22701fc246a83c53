import { createHash } from 'node:crypto'
import { type MakeRoute, notFound, paginate, type Route, refusal } from './http.ts'
import { refuseReader, type World } from './world.ts'

interface Asset {
  readonly id: number
  readonly name: string
  readonly bytes: Buffer
}

export interface Release {
  readonly id: number
  tag_name: string
  draft: boolean
  readonly assets: Asset[]
}

/** Releases and their assets: whoever knows an asset's address can download it. */
export function releaseRoutes(world: World, url: string, route: MakeRoute): Route[] {
  const repo = `/repos/${world.repository}`
  const find = (id: string | undefined) => world.releases.find((one) => one.id === Number(id))
  const shownAsset = ({ tag_name }: Release, { id, name, bytes }: Asset) => ({
    id,
    name,
    state: 'uploaded',
    size: bytes.length,
    digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    browser_download_url: `${url}/${world.repository}/releases/download/${tag_name}/${name}`,
  })
  const shown = (release: Release) => ({
    id: release.id,
    tag_name: release.tag_name,
    draft: release.draft,
    immutable: false,
    upload_url: `${url}/uploads${repo}/releases/${release.id}/assets{?name,label}`,
    assets: release.assets.map((asset) => shownAsset(release, asset)),
  })
  const published = (tag: string | undefined) =>
    world.releases.find(({ draft, tag_name }) => !draft && tag_name === tag)
  const taken = () =>
    refusal(422, 'Validation Failed', {
      errors: [{ resource: 'Release', code: 'already_exists', field: 'tag_name' }],
    })
  return [
    route('GET', `${repo}/releases/tags/*`, (_, [tag]) => {
      const found = published(tag)
      return found === undefined ? notFound() : { status: 200, body: shown(found) }
    }),
    route('GET', `${repo}/releases`, (request) => paginate(request, url, world.releases.map(shown))),
    route('POST', `${repo}/releases`, ({ body }) => {
      const refused = refuseReader(world, 'contents')
      if (refused !== undefined) return refused
      if (body['draft'] !== true && published(String(body['tag_name'])) !== undefined) return taken()
      const release: Release = {
        id: world.nextId(),
        tag_name: String(body['tag_name']),
        draft: body['draft'] === true,
        assets: [],
      }
      world.releases.push(release)
      return { status: 201, body: shown(release) }
    }),
    route('PATCH', `${repo}/releases/*`, ({ body }, [id]) => {
      const release = find(id)
      if (release === undefined) return notFound()
      const refused = refuseReader(world, 'contents')
      if (refused !== undefined) return refused
      const tag = String(body['tag_name'] ?? release.tag_name)
      const draft = (body['draft'] ?? release.draft) === true
      const other = published(tag)
      // Drafts may share a tag; of what is published each has its own.
      if (!draft && other !== undefined && other !== release) return taken()
      Object.assign(release, { tag_name: tag, draft })
      return { status: 200, body: shown(release) }
    }),
    route('DELETE', `${repo}/releases/*`, (_, [id]) => {
      const release = find(id)
      if (release === undefined) return notFound()
      world.releases.splice(world.releases.indexOf(release), 1)
      return { status: 204 }
    }),
    route('GET', `${repo}/releases/*/assets`, (request, [id]) => {
      const release = find(id)
      if (release === undefined) return notFound()
      return paginate(
        request,
        url,
        release.assets.map((asset) => shownAsset(release, asset)),
      )
    }),
    route('POST', `/uploads${repo}/releases/*/assets`, ({ query, bytes }, [id]) => {
      const release = find(id)
      const name = query['name'] ?? ''
      if (release === undefined) return notFound()
      if (release.assets.some((asset) => asset.name === name)) {
        return refusal(422, 'Validation Failed', {
          errors: [{ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }],
        })
      }
      const asset = { id: world.nextId(), name, bytes }
      release.assets.push(asset)
      return { status: 201, body: shownAsset(release, asset) }
    }),
    {
      method: 'GET',
      path: new RegExp(`^/${world.repository}/releases/download/([^/]+)/([^/]+)$`),
      answer: (_, [tag, name]) => {
        const asset = published(tag)?.assets.find((one) => one.name === name)
        return asset === undefined ? notFound() : { status: 200, body: asset.bytes }
      },
    },
  ]
}
