import { makeGitHubToken } from '../tokens.ts'
import { type Answer, refusal } from './http.ts'
import type { Release } from './releases.ts'

/** A comment of an issue or pull request, as the API gives it. */
export interface Comment {
  readonly id: number
  readonly issue: number
  body: string
  readonly user: { readonly login: string; readonly type: string }
  readonly html_url: string
  readonly created_at: string
  updated_at: string
}

export interface CheckRun {
  readonly id: number
  readonly name: string
  readonly head_sha: string
  readonly status: string
  readonly conclusion: string | null
  readonly external_id: string
  readonly details_url: string
  readonly html_url: string
  readonly started_at: string
  readonly completed_at: string | null
  readonly output: {
    readonly title: string | null
    readonly summary: string | null
    readonly text: string | null
    readonly annotations_count: number
  }
  readonly app: { readonly slug: string }
}

/** A commit of the repository's graph. */
export interface Commit {
  readonly sha: string
  readonly parents: readonly string[]
}

/** A pull request; `merged` is the commit that merged it. */
export interface Pull {
  readonly number: number
  readonly head: string
  readonly base: string
  readonly merged?: string
  readonly title?: string
  /** The branch it comes from, where it was opened here. */
  readonly branch?: string
}

/** A file as the API of contents has it on one branch. */
export interface Content {
  readonly sha: string
  readonly text: string
  readonly message: string
}

/** What a token may be forbidden to write. */
export type Writable = 'comments' | 'checks' | 'contents'

export interface WorldOptions {
  /** `owner/name`. */
  readonly repository?: string
  readonly defaultBranch?: string
  readonly token?: string
  /** Whose the token is: the author of new comments. */
  readonly login?: string
  /** What the token may only read; `true` means everything, as for a pull request from a fork. */
  readonly readOnly?: boolean | readonly Writable[]
  /** The newest first. */
  readonly commits?: readonly Commit[]
  readonly branches?: Readonly<Record<string, string>>
  readonly tags?: Readonly<Record<string, string>>
  /** Comments that are there already. */
  readonly comments?: readonly {
    readonly issue: number
    readonly body: string
    readonly login?: string
  }[]
  readonly checks?: readonly CheckRun[]
  /** Pull requests by the commit that is their head. */
  readonly pulls?: readonly Pull[]
  /** The folder whose files are those of every commit, for raw addresses and the API of contents. */
  readonly checkout?: string
  readonly isPrivate?: boolean
  /** Characters of a comment's body that are still accepted. */
  readonly longestComment?: number
}

type Kept = 'comments' | 'checks' | 'pulls' | 'branches' | 'checkout'

export interface World extends Required<Omit<WorldOptions, Kept>> {
  readonly comments: Comment[]
  readonly checks: CheckRun[]
  readonly pulls: Pull[]
  readonly branches: Record<string, string>
  readonly checkout: string | undefined
  readonly releases: Release[]
  /** What was written through the API, by branch and path. */
  readonly contents: Map<string, Content>
  nextId(): number
}

/** The state of one GitHub: what was there before and what requests add to it. */
export function createWorld(options: WorldOptions): World {
  const repository = options.repository ?? 'acme/wdbc'
  const login = options.login ?? 'github-actions[bot]'
  let id = 1000
  const nextId = () => ++id
  return {
    repository,
    login,
    defaultBranch: options.defaultBranch ?? 'main',
    token: options.token ?? makeGitHubToken(),
    readOnly: options.readOnly ?? false,
    commits: options.commits ?? [],
    branches: { ...options.branches },
    tags: options.tags ?? {},
    pulls: [...(options.pulls ?? [])],
    checkout: options.checkout,
    isPrivate: options.isPrivate ?? false,
    releases: [],
    contents: new Map(),
    longestComment: options.longestComment ?? 65_536,
    comments: (options.comments ?? []).map((comment) =>
      newComment(repository, nextId(), comment.issue, comment.body, comment.login ?? login),
    ),
    checks: [...(options.checks ?? [])],
    nextId,
  }
}

export function newComment(
  repository: string,
  id: number,
  issue: number,
  body: string,
  login: string,
): Comment {
  const now = new Date().toISOString()
  return {
    id,
    issue,
    body,
    user: { login, type: login.endsWith('[bot]') ? 'Bot' : 'User' },
    html_url: `https://github.com/${repository}/pull/${issue}#issuecomment-${id}`,
    created_at: now,
    updated_at: now,
  }
}

/** A tag's, branch's or commit's SHA; undefined for one that is not there. As with git, a tag is taken before a branch. */
export function resolveRef({ commits, branches, tags }: World, ref: string): string | undefined {
  const sha =
    tags[ref.replace(/^(refs\/)?tags\//, '')] ?? branches[ref.replace(/^(refs\/)?heads\//, '')] ?? ref
  return commits.some((commit) => commit.sha === sha) ? sha : undefined
}

/** A commit and all before it, nearest first. */
export function history({ commits }: World, start: string): string[] {
  const seen = new Set<string>()
  for (let next = [start]; next.length > 0; ) {
    const [sha, ...rest] = next
    if (sha === undefined || seen.has(sha)) {
      next = rest
      continue
    }
    seen.add(sha)
    next = [...rest, ...(commits.find((commit) => commit.sha === sha)?.parents ?? [])]
  }
  return [...seen]
}

/** The 403 that a token without the permission gets. */
export function refuseReader(world: World, what: Writable): Answer | undefined {
  const isReader = world.readOnly === true || (world.readOnly !== false && world.readOnly.includes(what))
  if (!isReader) return undefined
  return {
    ...refusal(403, 'Resource not accessible by integration'),
    headers: {
      'x-accepted-github-permissions': ACCEPTED[what],
    },
  }
}

const ACCEPTED: Readonly<Record<Writable, string>> = {
  checks: 'checks=write',
  comments: 'issues=write; pull_requests=write',
  contents: 'contents=write',
}
