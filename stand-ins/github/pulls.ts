import { type MakeRoute, paginate, type Route, refusal } from './http.ts'
import { type Pull, refuseReader, type World } from './world.ts'

/** Pull requests: those of a branch or a commit, and new ones. */
export function pullRoutes(world: World, url: string, route: MakeRoute): Route[] {
  const repo = `/repos/${world.repository}`
  const [owner] = world.repository.split('/')
  const shown = ({ number, head, base, merged, branch = 'change' }: Pull) => ({
    number,
    state: merged === undefined ? 'open' : 'closed',
    merged_at: merged === undefined ? null : '2026-01-01T00:00:00Z',
    merge_commit_sha: merged ?? null,
    html_url: `https://github.com/${world.repository}/pull/${number}`,
    head: { sha: head, ref: branch, label: `${owner}:${branch}` },
    base: { ref: base },
  })
  return [
    route('GET', `${repo}/commits/*/pulls`, (request, [sha]) =>
      paginate(
        request,
        url,
        world.pulls.filter(({ head, merged }) => head === sha || merged === sha).map(shown),
      ),
    ),
    route('GET', `${repo}/pulls`, (request) => {
      const { head, base, state = 'open' } = request.query
      const found = world.pulls
        .map(shown)
        .filter(
          (pull) =>
            (state === 'all' || pull.state === state) &&
            (head === undefined || pull.head.label === head) &&
            (base === undefined || pull.base.ref === base),
        )
      return paginate(request, url, found)
    }),
    route('POST', `${repo}/pulls`, ({ body }) => {
      const refused = refuseReader(world, 'contents')
      if (refused !== undefined) return refused
      const branch = String(body['head'])
      const head = world.branches[branch]
      if (head === undefined) return refusal(422, 'Validation Failed')
      const pull = {
        number: world.nextId(),
        head,
        base: String(body['base']),
        title: String(body['title']),
        branch,
      }
      world.pulls.push(pull)
      return { status: 201, body: shown(pull) }
    }),
  ]
}
