import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Answer, type MakeRoute, notFound, type Route, refusal } from './http.ts'
import { type Content, refuseReader, type World } from './world.ts'

/** Files through the API and by their raw address, and the branches they can be written to. */
export function contentRoutes(world: World, route: MakeRoute): Route[] {
  const repo = `/repos/${world.repository}`
  const file = (path: string) => world.checkout !== undefined && join(world.checkout, path)
  const key = (branch: string, path: string) => `${branch}:${path}`
  const read = (branch: string, path: string): Content | undefined => {
    const written = world.contents.get(key(branch, path))
    const inCheckout = file(path)
    if (written !== undefined || inCheckout === false || !existsSync(inCheckout)) return written
    return contentOf(readFileSync(inCheckout, 'utf8'), '')
  }
  return [
    route('GET', `${repo}/contents/(.+)`, ({ query }, [path = '']) => {
      const found = read(query['ref'] ?? world.defaultBranch, path)
      if (found === undefined) return notFound()
      const content = Buffer.from(found.text).toString('base64')
      return { status: 200, body: { type: 'file', encoding: 'base64', path, sha: found.sha, content } }
    }),
    route('PUT', `${repo}/contents/(.+)`, ({ body }, [path = '']) => {
      const branch = String(body['branch'] ?? world.defaultBranch)
      const refused = refuseReader(world, 'contents') ?? refuseStale(read(branch, path), body['sha'])
      if (refused !== undefined) return refused
      const text = Buffer.from(String(body['content']), 'base64').toString('utf8')
      const content = contentOf(text, String(body['message']))
      world.contents.set(key(branch, path), content)
      const html_url = `https://github.com/${world.repository}/commit/${content.sha}`
      return { status: 200, body: { content: { path, sha: content.sha }, commit: { html_url } } }
    }),
    route('GET', `${repo}/git/ref/(.+)`, (_, [ref = '']) => {
      const branch = ref.replace('heads/', '')
      const sha = world.branches[branch]
      return sha === undefined ? notFound() : { status: 200, body: refOf(branch, sha) }
    }),
    route('POST', `${repo}/git/refs`, ({ body }) => {
      const branch = String(body['ref']).replace('refs/heads/', '')
      const refused = refuseReader(world, 'contents')
      if (refused !== undefined) return refused
      if (branch in world.branches) return refusal(422, 'Reference already exists')
      world.branches[branch] = String(body['sha'])
      return { status: 201, body: refOf(branch, String(body['sha'])) }
    }),
    route('PATCH', `${repo}/git/refs/(.+)`, ({ body }, [ref = '']) => {
      const branch = ref.replace('heads/', '')
      if (!(branch in world.branches)) return refusal(422, 'Reference does not exist')
      world.branches[branch] = String(body['sha'])
      for (const name of world.contents.keys()) if (name.startsWith(`${branch}:`)) world.contents.delete(name)
      return { status: 200, body: refOf(branch, String(body['sha'])) }
    }),
    {
      method: 'GET',
      path: new RegExp(`^/${world.repository}/raw/[0-9a-f]{40}/(.+)$`),
      answer: (_, [path = '']) => {
        const found = file(path)
        return found === false || !existsSync(found) ? notFound() : { status: 200, body: readFileSync(found) }
      },
    },
  ]
}

const refOf = (branch: string, sha: string) => ({
  ref: `refs/heads/${branch}`,
  object: { type: 'commit', sha },
})

const contentOf = (text: string, message: string): Content => ({
  sha: createHash('sha1').update(text).digest('hex'),
  text,
  message,
})

/** GitHub writes over a file only for whoever knows what is there. */
function refuseStale(found: Content | undefined, given: unknown): Answer | undefined {
  if (found === undefined || found.sha === given) return undefined
  return given === undefined
    ? refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
    : refusal(409, `is at ${found.sha} but expected ${given}`)
}
