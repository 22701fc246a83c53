import { ExpectedError } from '../facts/error.ts'
import { plainLine } from '../words/text.ts'
import type { GitHub } from './client.ts'
import { type AssetPlace, checkedAsset, findAsset, type PublishedAsset } from './release-asset.ts'
import { explainRefusal, isRace } from './release-refusal.ts'
import { uploadAsset } from './release-upload.ts'
import { type RepositoryName, readStatus } from './warning.ts'

export type { PublishedAsset } from './release-asset.ts'

/** The tag of the release that holds hosted files; a further one, when it takes no more, ends in `-2`, `-3`, and so on. */
export const HOSTED_FILES = 'medperf-hosted-files'

export interface AssetRequest extends AssetPlace {
  /** Of `github`; needs `contents: write`. */
  readonly token: string
  readonly signal: AbortSignal
  /** Prints a line of our own words. */
  readonly say: (line: string) => void
}

/** Assets that a release may have, and releases that are opened at most. */
const MOST_ASSETS = 1_000
const MOST_RELEASES = 50
/** Seconds before each try. */
const WAITS = [0, 2, 8, 30] as const

type Release = Awaited<ReturnType<GitHub['rest']['repos']['getRelease']>>['data']

/**
 * Publishes a file as an asset of a release of the repository, once for each content: its name holds its hash, and what is
 * there already is not sent again. It may be cut anywhere and run again. Rejects with an ExpectedError: `blocked` for a private
 * repository, `permission`, `changed` where the name is taken by something else, `server` or `unreachable`.
 */
export async function publishAsset(request: AssetRequest): Promise<PublishedAsset> {
  const { github, asset, signal, say } = request
  await expectPublicRepository(github, request, asset.name)
  let trouble: unknown
  for (const wait of WAITS) {
    if (wait > 0) await github.pause(wait)
    signal.throwIfAborted()
    try {
      return await publishOnce(request)
    } catch (error) {
      signal.throwIfAborted()
      trouble = explainRefusal(error, asset.name)
      if (!mayPass(error) && !mayPass(trouble)) throw trouble
      say(`${asset.name} is not published yet: ${plainLine(String((trouble as Error).message), 300)}`)
    }
  }
  throw trouble
}

const mayPass = (error: unknown) =>
  isRace(error) || (error instanceof ExpectedError && ['server', 'unreachable'].includes(error.kind))

/** Rejects with an ExpectedError of kind `blocked` where nobody but members could download `what`. */
export async function expectPublicRepository(
  github: GitHub,
  { owner, repo }: RepositoryName,
  what: string,
): Promise<void> {
  const { data } = await github.rest.repos.get({ owner, repo }).catch((error: unknown) => {
    throw explainRefusal(error, what)
  })
  if (!data.private) return
  throw new ExpectedError(
    'blocked',
    `${owner}/${repo} is ${data.visibility === 'internal' ? 'internal' : 'private'}: hospitals, whose MedPerf clients download without a login, could not get ${what}`,
    {
      hint: 'Make the repository public, or host the file elsewhere (Zenodo, a public bucket) and name it by `url` and `sha256`.',
    },
  )
}

async function publishOnce(request: AssetRequest): Promise<PublishedAsset> {
  for (let number = 1; number <= MOST_RELEASES; number += 1) {
    const tag = number === 1 ? HOSTED_FILES : `${HOSTED_FILES}-${number}`
    const release = await findRelease(request, tag)
    if (release === undefined) return publishInNew(request, tag)
    const { found, count } = await findAsset(request, release.id)
    if (found !== undefined) return found
    // A repository may forbid to add to what is published; then each file gets a release of its own.
    if (release.immutable !== true && count < MOST_ASSETS) return upload(request, release)
  }
  throw new ExpectedError('refused', `the releases ${HOSTED_FILES} take no more files`, {
    hint: 'Host the file elsewhere and name it by `url` and `sha256`.',
  })
}

async function findRelease({ github, owner, repo }: AssetRequest, tag: string): Promise<Release | undefined> {
  try {
    return (await github.rest.repos.getReleaseByTag({ owner, repo, tag })).data
  } catch (error) {
    if (readStatus(error) === 404) return undefined
    throw error
  }
}

async function upload(
  { token, asset, signal, say }: AssetRequest,
  release: Release,
): Promise<PublishedAsset> {
  say(
    `uploading ${asset.name} (${asset.bytes.toLocaleString('en')} bytes) to the release ${release.tag_name}`,
  )
  const { status, body } = await uploadAsset(release.upload_url, asset, { token, signal })
  if (status === 201) return checkedAsset(asset, body)
  // In the shape of octokit's errors, so that all refusals are worded in one place.
  throw Object.assign(new Error(`HTTP ${status}`), { status, response: { data: body, headers: {} } })
}

/** A release is a draft until it holds the file: so it is never empty, and one that cannot be changed later is complete. */
async function publishInNew(request: AssetRequest, tag: string): Promise<PublishedAsset> {
  const draft = (await findDraft(request, tag)) ?? (await createDraft(request, tag))
  if ((await findAsset(request, draft.id)).found === undefined) await upload(request, draft)
  await publishDraft(request, draft)
  // Only now it has its address.
  const { found } = await findAsset(request, draft.id)
  if (found !== undefined) return found
  throw new ExpectedError('server', `${request.asset.name} is gone from its release`, {
    hint: 'Let only one run at a time (`concurrency`), and run the job again.',
  })
}

async function publishDraft({ github, owner, repo }: AssetRequest, draft: Release): Promise<void> {
  const place = { owner, repo, release_id: draft.id }
  try {
    await github.rest.repos.updateRelease({
      ...place,
      tag_name: draft.tag_name,
      draft: false,
      prerelease: true,
      make_latest: 'false',
    })
  } catch (error) {
    // Another run was quicker with a release of this tag, and drafts are not found again.
    if (isRace(error)) await github.rest.repos.deleteRelease(place).catch(() => {})
    throw error
  }
}

async function findDraft({ github, owner, repo }: AssetRequest, tag: string): Promise<Release | undefined> {
  const releases = await github.paginate(github.rest.repos.listReleases, { owner, repo, per_page: 100 })
  return releases.find((release) => release.draft && release.tag_name === tag)
}

async function createDraft({ github, owner, repo }: AssetRequest, tag: string): Promise<Release> {
  const { data } = await github.rest.repos.createRelease({
    owner,
    repo,
    tag_name: tag,
    name: 'Files hosted for MedPerf',
    body: ABOUT,
    draft: true,
    prerelease: true,
    make_latest: 'false',
    // An answer that is lost must not make two; the next look finds the first.
    request: { retries: 0 },
  })
  return data
}

const ABOUT =
  'Files of benchmarks that are registered on a MedPerf server, which names them by address and hash. Do not delete or replace them: every participant downloads them from here.'
