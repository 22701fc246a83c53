import { type MakeRoute, notFound, paginate, type Route, refusal } from './http.ts'
import { history, resolveRef, type World } from './world.ts'

/** Commits, and the comparison of two. */
export function commitRoutes(world: World, url: string, route: MakeRoute): Route[] {
  const repo = `/repos/${world.repository}`
  const shown = (sha: string) => ({
    sha,
    html_url: `https://github.com/${world.repository}/commit/${sha}`,
    parents: (world.commits.find((commit) => commit.sha === sha)?.parents ?? []).map((parent) => ({
      sha: parent,
    })),
  })
  /** How many commits one has that another lacks. */
  const beyond = (one: string, other: string) => {
    const lacking = new Set(history(world, other))
    return history(world, one).filter((sha) => !lacking.has(sha)).length
  }
  return [
    route('GET', `${repo}/commits`, (request) => {
      const sha = resolveRef(world, request.query['sha'] ?? world.defaultBranch)
      return sha === undefined ? notFound() : paginate(request, url, history(world, sha).map(shown))
    }),
    route('GET', `${repo}/commits/*`, (_, [ref = '']) => {
      const sha = resolveRef(world, ref)
      return sha === undefined
        ? refusal(422, `No commit found for SHA: ${ref}`)
        : { status: 200, body: shown(sha) }
    }),
    route('GET', `${repo}/compare/*`, (_, [range = '']) => {
      const [base, head] = range.split('...').map((ref) => resolveRef(world, ref))
      if (base === undefined || head === undefined) return notFound()
      const ancestors = new Set(history(world, base))
      const mergeBase = history(world, head).find((sha) => ancestors.has(sha))
      if (mergeBase === undefined) return notFound()
      const [ahead, behind] = [beyond(head, base), beyond(base, head)]
      return {
        status: 200,
        body: {
          status: statusOf(ahead, behind),
          ahead_by: ahead,
          behind_by: behind,
          base_commit: shown(base),
          merge_base_commit: shown(mergeBase),
        },
      }
    }),
  ]
}

/** How the API calls the place of the second commit to the first. */
function statusOf(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}
