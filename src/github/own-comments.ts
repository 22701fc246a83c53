import { compareStates, hasMarker, type MarkerKey, type MarkerState, readState } from '../report/marker.ts'
import type { GitHub } from './client.ts'
import type { RepositoryName } from './warning.ts'

interface Author {
  readonly login?: string
  readonly type?: string
}

/** A comment that begins with our marker. */
export interface Comment {
  readonly id: number
  readonly body: string
  readonly url: string
  readonly author: Author
}

/** Where to look, and for which marker. */
export interface Search extends RepositoryName {
  readonly github: GitHub
  /** The pull request. */
  readonly number: number
  readonly key: MarkerKey
}

/** The marked comments that this token wrote. */
export const findOwn = async (request: Search): Promise<readonly Comment[]> =>
  onlyOwn(request, await findMarked(request))

/** All comments that begin with the marker, whoever wrote them. */
export const findMarked = ({ key, ...place }: Search): Promise<readonly Comment[]> =>
  findComments(place, (body) => hasMarker(body, key))

/** All comments on a pull request whose bodies are of this kind, whoever wrote them. */
export async function findComments(
  { github, owner, repo, number }: Omit<Search, 'key'>,
  isMeant: (body: string) => boolean,
): Promise<readonly Comment[]> {
  const marked: Comment[] = []
  const pages = github.paginate.iterator(github.rest.issues.listComments, {
    owner,
    repo,
    issue_number: number,
    per_page: 100,
  })
  for await (const { data } of pages) {
    for (const { id, body = '', html_url, user } of data) {
      if (isMeant(body)) marked.push({ id, body, url: html_url, author: user ?? {} })
    }
  }
  return marked
}

/** Of marked comments those that this token wrote: anybody can write our marker, but only these are ours to change. */
export async function onlyOwn(
  { github }: Pick<Search, 'github'>,
  marked: readonly Comment[],
): Promise<readonly Comment[]> {
  if (marked.length === 0) return []
  const login = await github.login()
  return marked.filter(({ author }) => isOwn(author, login))
}

function isOwn({ login, type }: Author, own: string | undefined): boolean {
  // A token that GitHub will not name belongs to an app.
  if (own === undefined) return type === 'Bot'
  return login === own || (type === 'Bot' && login === `${own.replace(/\[bot\]$/, '')}[bot]`)
}

/** The comment of the newest run; of two from one attempt (a matrix) the first. */
export function findNewest(own: readonly Comment[]): Comment | undefined {
  return own.toSorted((a, b) => compare(b, a) || a.id - b.id)[0]
}

const NEVER: MarkerState = { sha: '', run: -1, attempt: 0 }

const compare = (a: Comment, b: Comment) =>
  compareStates(readState(a.body) ?? NEVER, readState(b.body) ?? NEVER)

/** Whether a comment was written by a newer run than this one. */
export const isNewer = ({ body }: Comment, state: MarkerState): boolean =>
  compareStates(readState(body) ?? NEVER, state) > 0
