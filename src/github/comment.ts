import { type MarkerState, markerLine, stateLine } from '../report/marker.ts'
import { countUtf8Bytes } from '../report/page/markdown.ts'
import {
  type Comment,
  findMarked,
  findNewest,
  findOwn,
  isNewer,
  onlyOwn,
  type Search,
} from './own-comments.ts'
import { describeApiError, isRateLimit, makeWarning, readStatus, type Warning } from './warning.ts'

/** Bytes of a body, tried one after the other while GitHub says that it is too long. */
const BUDGETS = [60_000, 30_000, 12_000, 4_000] as const

/** Tries of a new comment whose answer was lost, and the seconds before each but the first. */
const WAITS = [0, 1, 4] as const

export interface CommentRequest extends Search {
  /** Which run this is: an older one never writes over a newer one. */
  readonly state: MarkerState
  /** The body: it begins with `marker` and has at most `budget` bytes. */
  readonly render: (options: { readonly marker: string; readonly budget: number }) => string
  /** Whether the pull request comes from a fork. */
  readonly fork: boolean
}

/** `superseded`: a newer run has written the comment already. */
export interface CommentDone {
  readonly state: 'created' | 'updated' | 'unchanged' | 'superseded'
  readonly url: string
}

/**
 * Writes the pull request's one comment of this benchmark, workflow and job: updates what an earlier run wrote, creates
 * it where there is none, and removes what two runs at once made twice. Never throws.
 */
export async function upsertComment(request: CommentRequest): Promise<CommentDone | Warning> {
  try {
    return await write(request, await findOwn(request))
  } catch (error) {
    return makeWarning(error, {
      what: 'The comment could not be written',
      permission: 'pull-requests: write',
      fork: request.fork,
      instead: 'The report is in the summary of this run.',
    })
  }
}

async function write(request: CommentRequest, own: readonly Comment[]): Promise<CommentDone> {
  const target = findNewest(own)
  if (target === undefined) return create(request)
  if (isNewer(target, request.state)) return { state: 'superseded', url: target.url }
  await remove(
    request,
    own.filter(({ id }) => id !== target.id),
  )
  const body = bodyOf(request, BUDGETS[0])
  if (sameText(body, target.body)) return { state: 'unchanged', url: target.url }
  return (await update(request, target)) ?? create(request)
}

// Undefined where the comment may not be edited or is gone: a new one takes its place.
async function update(request: CommentRequest, { id, url }: Comment): Promise<CommentDone | undefined> {
  const { github, owner, repo } = request
  try {
    await shrinking(request, (body) =>
      github.rest.issues.updateComment({ owner, repo, comment_id: id, body }),
    )
    return { state: 'updated', url }
  } catch (error) {
    if (!isRateLimit(error) && [403, 404].includes(readStatus(error) ?? 0)) return undefined
    throw error
  }
}

async function create(request: CommentRequest): Promise<CommentDone> {
  const { github, owner, repo, number } = request
  let lost: unknown
  for (const wait of WAITS) {
    if (wait > 0) {
      // The answer may have been lost after the comment was made.
      await github.pause(wait)
      const own = await findOwn(request)
      if (own.length > 0) return write(request, own)
    }
    try {
      const { data } = await shrinking(request, (body) =>
        github.rest.issues.createComment({
          owner,
          repo,
          issue_number: number,
          body,
          request: { retries: 0 },
        }),
      )
      await settle(request).catch(() => {})
      return { state: 'created', url: data.html_url }
    } catch (error) {
      if ((readStatus(error) ?? 0) < 500) throw error
      lost = error
    }
  }
  throw lost
}

// Two runs that both found no comment have both made one: both keep the newer run's.
async function settle(request: CommentRequest): Promise<void> {
  const marked = await findMarked(request)
  if (marked.length < 2) return
  const own = await onlyOwn(request, marked)
  const keep = findNewest(own)
  await remove(
    request,
    own.filter(({ id }) => id !== keep?.id),
  )
}

async function remove({ github, owner, repo }: CommentRequest, comments: readonly Comment[]): Promise<void> {
  for (const { id } of comments) {
    // The other run may have been quicker, and a comment too many is no reason to fail.
    await github.rest.issues.deleteComment({ owner, repo, comment_id: id }).catch(() => {})
  }
}

async function shrinking<T>(request: CommentRequest, send: (body: string) => Promise<T>): Promise<T> {
  let refusal: unknown
  for (const budget of BUDGETS) {
    try {
      return await send(bodyOf(request, budget))
    } catch (error) {
      if (readStatus(error) !== 422 || !/too long/i.test(describeApiError(error))) throw error
      refusal = error
    }
  }
  throw refusal
}

function bodyOf({ key, state, render }: CommentRequest, budget: number): string {
  const marker = `${markerLine(key)}\n${stateLine(state)}`
  const body = render({ marker, budget })
  return countUtf8Bytes(body) <= budget ? body : `${marker}\nThe report is in the summary of the run.`
}

const sameText = (a: string, b: string) =>
  a.replaceAll('\r\n', '\n').trim() === b.replaceAll('\r\n', '\n').trim()
