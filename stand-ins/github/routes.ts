import { checkRoutes } from './checks.ts'
import { commentRoutes } from './comments.ts'
import { commitRoutes } from './commits.ts'
import { contentRoutes } from './contents.ts'
import { type Answer, type Request, type Route, refusal } from './http.ts'
import { pullRoutes } from './pulls.ts'
import { releaseRoutes } from './releases.ts'
import type { World } from './world.ts'

/** The endpoints of the REST and GraphQL API that the action uses, behind its authentication; and what everybody can download. */
export function githubRoutes(world: World, url: string): Route[] {
  const repo = `/repos/${world.repository}`
  const route = (method: string, path: string, answer: Route['answer']): Route => ({
    method,
    path: new RegExp(`^${path.replaceAll('*', '([^/]+)')}$`),
    answer: (request, parts) => refuseStranger(world, request) ?? answer(request, parts),
  })
  return [
    route('POST', '/graphql', () => ({ status: 200, body: { data: { viewer: { login: world.login } } } })),
    route('GET', repo, () => ({ status: 200, body: repository(world) })),
    ...commentRoutes(world, url, route),
    ...checkRoutes(world, url, route),
    ...commitRoutes(world, url, route),
    ...pullRoutes(world, url, route),
    ...contentRoutes(world, route),
    ...releaseRoutes(world, url, route),
  ]
}

function refuseStranger({ token }: World, { headers, method }: Request): Answer | undefined {
  const given = headers.authorization?.replace(/^(bearer|token) /i, '')
  if (given === token || (given === undefined && method === 'GET')) return undefined
  return given === undefined ? refusal(401, 'Requires authentication') : refusal(401, 'Bad credentials')
}

const repository = ({ repository: name, defaultBranch, isPrivate }: World) => ({
  id: 1,
  full_name: name,
  private: isPrivate,
  default_branch: defaultBranch,
  html_url: `https://github.com/${name}`,
})
