import { type Answer, type MakeRoute, notFound, paginate, type Route, refusal } from './http.ts'
import { type CheckRun, refuseReader, resolveRef, type World } from './world.ts'

/** GitHub counts bytes here, whatever its message says. */
const LONGEST = 65_535
const MOST_ANNOTATIONS = 50

/** Check runs: create, update, and list for a commit or branch. */
export function checkRoutes(world: World, url: string, route: MakeRoute): Route[] {
  const repo = `/repos/${world.repository}`
  return [
    route('POST', `${repo}/check-runs`, ({ body }) => {
      const refused = refuseReader(world, 'checks') ?? refuseOutput(body)
      if (refused !== undefined) return refused
      const check = newCheck(world, world.nextId(), body)
      world.checks.push(check)
      return { status: 201, body: check }
    }),
    route('PATCH', `${repo}/check-runs/*`, ({ body }, [id]) => {
      const refused = refuseReader(world, 'checks') ?? refuseOutput(body)
      if (refused !== undefined) return refused
      const at = world.checks.findIndex((check) => check.id === Number(id))
      const old = world.checks[at]
      if (old === undefined) return notFound()
      const check = newCheck(world, old.id, { ...old, ...body })
      world.checks[at] = check
      return { status: 200, body: check }
    }),
    route('GET', `${repo}/commits/*/check-runs`, (request, [ref = '']) => {
      const { check_name: name, filter } = request.query
      const sha = resolveRef(world, ref) ?? ref
      const all = world.checks
        .filter((check) => check.head_sha === sha && (name === undefined || check.name === name))
        .toSorted((a, b) => b.id - a.id)
      const shown = filter === 'all' ? all : all.filter((check, at) => firstOf(all, check.name) === at)
      return paginate(request, url, shown, (page) => ({ total_count: shown.length, check_runs: page }))
    }),
  ]
}

const firstOf = (checks: readonly CheckRun[], name: string) =>
  checks.findIndex((check) => check.name === name)

type Fields = Readonly<Record<string, unknown>>

const outputOf = (body: Fields) => (body['output'] ?? {}) as Fields

function refuseOutput(body: Fields): Answer | undefined {
  const output = outputOf(body)
  for (const key of ['summary', 'text']) {
    const bytes = Buffer.byteLength(String(output[key] ?? ''))
    if (bytes <= LONGEST) continue
    return refusal(422, `Invalid request.\n\nOnly ${LONGEST} characters are allowed; ${bytes} were supplied.`)
  }
  const annotations = (output['annotations'] ?? []) as readonly unknown[]
  if (annotations.length <= MOST_ANNOTATIONS) return undefined
  return refusal(422, `Invalid request.\n\nNo more than ${MOST_ANNOTATIONS} items are allowed.`)
}

function newCheck(world: World, id: number, body: Fields): CheckRun {
  const output = outputOf(body)
  const textOf = (value: unknown) => (typeof value === 'string' ? value : null)
  const conclusion = textOf(body['conclusion'])
  const now = new Date().toISOString()
  return {
    id,
    name: String(body['name']),
    head_sha: String(body['head_sha']),
    status: conclusion === null ? String(body['status'] ?? 'queued') : 'completed',
    conclusion,
    external_id: String(body['external_id'] ?? ''),
    details_url: String(body['details_url'] ?? ''),
    html_url: `https://github.com/${world.repository}/runs/${id}`,
    started_at: String(body['started_at'] ?? now),
    completed_at: conclusion === null ? null : String(body['completed_at'] ?? now),
    output: {
      title: textOf(output['title']),
      summary: textOf(output['summary']),
      text: textOf(output['text']),
      annotations_count: ((output['annotations'] ?? []) as readonly unknown[]).length,
    },
    app: { slug: 'github-actions' },
  }
}
