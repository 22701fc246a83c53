import { known } from '../facts/known.ts'
import { plainLine } from '../words/text.ts'
import type { GitHub } from './client.ts'
import { describeApiError, makeWarning, type RepositoryName, readStatus, type Warning } from './warning.ts'

export interface LockRequest extends RepositoryName {
  readonly github: GitHub
  /** Path of the lock, relative to the repository. */
  readonly path: string
  readonly text: string
  /** Whether two texts of a lock say the same. */
  readonly isSame: (before: string, after: string) => boolean
  /** Whether the text of a lock is that of a later merge, which this one must not take away. */
  readonly isLater: (before: string) => Promise<boolean>
  /** The branch that is to have the lock. */
  readonly branch: string
  /** One line that says what was registered. */
  readonly message: string
  /** Straight to the branch, or as a pull request that somebody merges. */
  readonly how: 'commit' | 'pull-request'
}

/** What became of the lock; `url` is that of the commit or the pull request. */
export type LockDone =
  | { readonly state: 'unchanged' | 'superseded' }
  | { readonly state: 'committed' | 'proposed'; readonly url: string }

/** What a commit of the action changes needs no run of its own. A pull request is not marked: its checks have to run. */
const SKIP = '[skip ci]'

/** Tries of a commit to a branch that others push to. */
const TRIES = 3

/** Brings the lock into the repository through the API; what has not changed is left alone. Never throws. */
export async function commitLock(request: LockRequest): Promise<LockDone | Warning> {
  const { path, how, branch } = request
  try {
    return await patiently(() => (how === 'commit' ? commit(request) : propose(request)))
  } catch (error) {
    const what = `${path} could not be ${how === 'commit' ? 'committed' : 'proposed as a pull request'}`
    if (how === 'commit' && isProtected(error))
      return { warning: `${what} (${describeApiError(error)}). ${protectedAdvice(branch)} ${KEPT}` }
    return makeWarning(error, {
      what,
      permission: how === 'commit' ? 'contents: write' : PROPOSE,
      instead: adviceFor(error, how),
    })
  }
}

const PROPOSE = 'contents: write\n      pull-requests: write'
const KEPT = 'The lock is in the artifact of this run and at the output `lock`.'

/** A rule of the branch, not of the token; GitHub answers with 403, 409 or 422. */
const isProtected = (error: unknown): boolean =>
  [403, 409, 422].includes(readStatus(error) ?? 0) &&
  /protected branch|through a pull request|rule violation|required status check/i.test(
    describeApiError(error),
  )

const protectedAdvice = (branch: string): string =>
  `The branch ${plainLine(branch, 200)} is protected: use \`commit-lock: pull-request\`, or let this workflow bypass the rule.`

function adviceFor(error: unknown, how: LockRequest['how']): string {
  if (how === 'commit' && readStatus(error) === 409)
    return `Others push to the branch at the same time: the next merge brings the lock. ${KEPT}`
  if (/not permitted to create/i.test(describeApiError(error)))
    return `Tick "Allow GitHub Actions to create and approve pull requests" in the settings of the repository, under Actions, General. ${KEPT}`
  return KEPT
}

async function patiently(write: () => Promise<LockDone>, tries = TRIES): Promise<LockDone> {
  try {
    return await write()
  } catch (error) {
    // Somebody pushed meanwhile, perhaps another merge: what is there is looked at again.
    if (readStatus(error) !== 409 || isProtected(error) || tries <= 1) throw error
    return patiently(write, tries - 1)
  }
}

async function commit(request: LockRequest): Promise<LockDone> {
  const { branch, message } = request
  const there = await readFile(request, branch)
  const done = await judgeThere(request, there)
  if (done !== undefined) return done
  const url = await writeFile({ ...request, message: `${message} ${SKIP}` }, branch, there?.sha)
  return { state: 'committed', url }
}

/** Whether nothing is to be written over what is there. */
async function judgeThere(
  { text, isSame, isLater }: LockRequest,
  there: { readonly text: string } | undefined,
): Promise<LockDone | undefined> {
  if (there === undefined) return undefined
  if (isSame(there.text, text)) return { state: 'unchanged' }
  return (await isLater(there.text)) ? { state: 'superseded' } : undefined
}

/** Puts the lock onto a branch of its own, made anew from the tip of the other, and opens a pull request unless one is open. */
async function propose(request: LockRequest): Promise<LockDone> {
  const { github, owner, repo, branch, path, message } = request
  const there = await readFile(request, branch)
  const done = await judgeThere(request, there)
  if (done !== undefined) return done
  const own = branchFor(path)
  const proposed = await judgeThere(request, await readFile(request, own))
  if (proposed?.state === 'superseded') return proposed
  if (proposed === undefined) {
    await resetBranch(request, own)
    await writeFile(request, own, there?.sha)
  }
  const place = { owner, repo, base: branch }
  const { data: open } = await github.rest.pulls.list({ ...place, head: `${owner}:${own}`, state: 'open' })
  const [known] = open
  if (known !== undefined) return { state: 'proposed', url: known.html_url }
  const { data } = await github.rest.pulls.create({ ...place, head: own, title: message, body: ABOUT })
  return { state: 'proposed', url: data.html_url }
}

const ABOUT =
  'What the last merge registered on the MedPerf server. With this file later pull requests can say what a merge does even without a MedPerf credential, and a merge notices when the server is not the one it was.'

/** `medperf/benchmark.lock.json`, one for each lock. */
const branchFor = (path: string): string => `medperf/${path.replaceAll(/[^A-Za-z0-9._-]+/g, '-')}`

async function resetBranch({ github, owner, repo, branch }: LockRequest, own: string): Promise<void> {
  const { data } = await github.rest.git.getRef({ owner, repo, ref: `heads/${branch}` })
  const { sha } = data.object
  try {
    await github.rest.git.createRef({ owner, repo, ref: `refs/heads/${own}`, sha })
  } catch (error) {
    if (readStatus(error) !== 422) throw error
    await github.rest.git.updateRef({ owner, repo, ref: `heads/${own}`, sha, force: true })
  }
}

async function readFile(
  { github, owner, repo, path }: LockRequest,
  ref: string,
): Promise<{ readonly sha: string; readonly text: string } | undefined> {
  try {
    const { data } = await github.rest.repos.getContent({ owner, repo, path, ref })
    if (Array.isArray(data) || data.type !== 'file') return undefined
    return { sha: data.sha, text: Buffer.from(data.content, 'base64').toString('utf8') }
  } catch (error) {
    if (readStatus(error) === 404) return undefined
    throw error
  }
}

async function writeFile(
  { github, owner, repo, path, text, message }: LockRequest,
  branch: string,
  sha: string | undefined,
): Promise<string> {
  const { data } = await github.rest.repos.createOrUpdateFileContents(
    known({
      owner,
      repo,
      path,
      branch,
      message,
      content: Buffer.from(text).toString('base64'),
      sha,
      request: { retries: 0 },
    }),
  )
  return data.commit.html_url ?? ''
}
