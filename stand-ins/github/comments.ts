import { type Answer, type MakeRoute, notFound, paginate, type Route, refusal } from './http.ts'
import { type Comment, newComment, refuseReader, type World } from './world.ts'

/** Comments of issues and pull requests: list, create, update, delete. */
export function commentRoutes(world: World, url: string, route: MakeRoute): Route[] {
  const repo = `/repos/${world.repository}`
  const find = (id: string | undefined) => world.comments.find((comment) => comment.id === Number(id))
  const write = (body: unknown, done: (text: string) => Answer): Answer => {
    const text = String(body ?? '')
    return refuseReader(world, 'comments') ?? refuseLong(world, text) ?? done(text)
  }
  return [
    route('GET', `${repo}/issues/*/comments`, (request, [issue]) =>
      paginate(
        request,
        url,
        world.comments.filter((comment) => comment.issue === Number(issue)),
      ),
    ),
    route('POST', `${repo}/issues/*/comments`, ({ body }, [issue]) =>
      write(body['body'], (text) => {
        const comment = newComment(world.repository, world.nextId(), Number(issue), text, world.login)
        world.comments.push(comment)
        return { status: 201, body: comment }
      }),
    ),
    route('GET', `${repo}/issues/comments/*`, (_, [id]) => found(find(id))),
    route('PATCH', `${repo}/issues/comments/*`, ({ body }, [id]) =>
      write(body['body'], (text) => {
        const comment = find(id)
        if (comment === undefined) return notFound()
        comment.body = text
        comment.updated_at = new Date().toISOString()
        return { status: 200, body: comment }
      }),
    ),
    route('DELETE', `${repo}/issues/comments/*`, (_, [id]) =>
      write('', () => {
        const at = world.comments.findIndex((comment) => comment.id === Number(id))
        if (at < 0) return notFound()
        world.comments.splice(at, 1)
        return { status: 204 }
      }),
    ),
  ]
}

const found = (comment: Comment | undefined): Answer =>
  comment === undefined ? notFound() : { status: 200, body: comment }

function refuseLong({ longestComment }: World, text: string): Answer | undefined {
  if (text.length <= longestComment) return undefined
  const message = `Body is too long (maximum is ${longestComment} characters)`
  return refusal(422, 'Validation Failed', {
    errors: [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }],
  })
}
